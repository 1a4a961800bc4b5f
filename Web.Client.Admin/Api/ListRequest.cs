using System.Globalization;

namespace AspireChat.Web.Client.Admin.Api;

/// <summary>A page of a list.</summary>
/// <param name="Limit">The maximum number of entries, 1 to 200.</param>
/// <param name="Cursor">The <c>next</c> of the previous page; null for the first.</param>
public readonly record struct ListRequest(int Limit, string? Cursor = null)
{
    internal (string, string?) LimitParameter => ("limit", Limit.ToString(CultureInfo.InvariantCulture));

    internal (string, string?) CursorParameter => ("cursor", Cursor);
}
