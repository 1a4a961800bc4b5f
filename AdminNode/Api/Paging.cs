using AspireChat.Contracts.Admin;
using Microsoft.AspNetCore.Mvc;

namespace AspireChat.AdminNode.Api;

/// <summary>Which page of a list to return. Use it as <c>[AsParameters] Paging paging</c>.</summary>
/// <param name="Limit">Maximum number of entries, 1 to 200; null = 50.</param>
/// <param name="Cursor">The <c>next</c> of the previous page; null = the first page.</param>
internal sealed record Paging([FromQuery(Name = "limit")] int? Limit, [FromQuery(Name = "cursor")] string? Cursor)
{
    private const int Default = 50;
    private const int Max = 200;

    /// <summary>Maximum number of entries in the page.</summary>
    /// <exception cref="ApiException">The limit is out of range.</exception>
    public int Size => Limit switch
    {
        null => Default,
        >= 1 and <= Max => Limit.Value,
        _ => throw ApiException.BadRequest($"limit must be 1 to {Max}."),
    };

    /// <summary>Cuts this page out of a list.</summary>
    /// <param name="all">The whole list, in ordinal order of <paramref name="keyOf"/>.</param>
    /// <param name="keyOf">The key by which entries are ordered.</param>
    public Page<T> Cut<T>(IEnumerable<T> all, Func<T, string> keyOf) => Page.Cut(all, Size, Cursor, keyOf);

    /// <summary>Reads this page from a store that has cursors of its own.</summary>
    /// <exception cref="ApiException">The cursor is not valid.</exception>
    public async Task<Page<T>> ReadAsync<T>(Func<int, string?, Task<Page<T>>> readAsync)
    {
        try
        {
            return await readAsync(Size, Cursor);
        }
        catch (FormatException wrong)
        {
            throw ApiException.BadRequest(wrong.Message);
        }
    }
}
