using AspireChat.Contracts.Admin;
using Microsoft.AspNetCore.Mvc;

namespace AspireChat.AdminNode.Api;

/// <summary>Which page of a list is wanted. Take it as <c>[AsParameters] Paging paging</c>.</summary>
/// <param name="Limit">At most how many entries, 1 to 200; 50 if null.</param>
/// <param name="Cursor">The <c>next</c> of the page before; null for the first page.</param>
internal sealed record Paging([FromQuery(Name = "limit")] int? Limit, [FromQuery(Name = "cursor")] string? Cursor)
{
    private const int Default = 50;
    private const int Most = 200;

    /// <summary>How many entries the page has.</summary>
    /// <exception cref="ApiException">The limit is out of range.</exception>
    public int Size => Limit switch
    {
        null => Default,
        >= 1 and <= Most => Limit.Value,
        _ => throw ApiException.BadRequest($"limit must be 1 to {Most}."),
    };

    /// <summary>Cuts this page out of a list.</summary>
    /// <param name="all">The whole list, in ordinal order of <paramref name="keyOf"/>.</param>
    /// <param name="keyOf">What an entry is known by.</param>
    public Page<T> Cut<T>(IEnumerable<T> all, Func<T, string> keyOf)
    {
        var size = Size;
        var rest = Cursor is null ? all : all.Where(entry => string.CompareOrdinal(keyOf(entry), Cursor) > 0);
        var found = rest.Take(size + 1).ToList();
        return found.Count > size
            ? new Page<T> { Items = found[..size], Next = keyOf(found[size - 1]) }
            : new Page<T> { Items = found };
    }
}
