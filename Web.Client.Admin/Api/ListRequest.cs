using System.Globalization;

namespace AspireChat.Web.Client.Admin.Api;

/// <summary>Which part of a list to fetch.</summary>
/// <param name="Limit">At most so many entries, 1 to 200.</param>
/// <param name="Cursor">The <c>next</c> of the page before; null for the first.</param>
public readonly record struct ListRequest(int Limit, string? Cursor = null)
{
    internal (string, string?) LimitParameter => ("limit", Limit.ToString(CultureInfo.InvariantCulture));

    internal (string, string?) CursorParameter => ("cursor", Cursor);
}
