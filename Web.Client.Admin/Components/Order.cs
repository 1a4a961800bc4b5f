using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Admin.Components;

/// <summary>The order in which a list is shown instead of the server's.</summary>
/// <param name="Column">The column's heading.</param>
/// <param name="Descending">The largest first.</param>
/// <param name="Text">The text to sort by, in the order of the reader's language; or null.</param>
/// <param name="Number">The number to sort by, if there is no text. Items without one come last.</param>
public sealed record Order<T>(string Column, bool Descending, Func<T, string>? Text, Func<T, double?>? Number)
{
    /// <summary>The items in this order. Equal ones stay in the server's.</summary>
    public IReadOnlyList<T> Of(IReadOnlyList<T> items)
    {
        if (Text is not null)
        {
            var sorted = Intl.Sort(items, Text);
            return Descending ? [.. sorted.Reverse()] : sorted;
        }

        return Descending
            ? [.. items.OrderByDescending(item => Number!(item) ?? double.NegativeInfinity)]
            : [.. items.OrderBy(item => Number!(item) ?? double.PositiveInfinity)];
    }
}
