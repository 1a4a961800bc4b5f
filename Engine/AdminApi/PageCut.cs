using AspireChat.Contracts.Admin;

namespace AspireChat.Engine.AdminApi;

/// <summary>Cuts pages out of lists.</summary>
internal static class PageCut
{
    private const int Most = 200;
    private const int Usual = 50;

    /// <summary>The length of a page: what was asked for, 1 to 200, or 50.</summary>
    /// <exception cref="ApiException">It is not 1 to 200.</exception>
    public static int Limit(int? asked) =>
        asked is null or (>= 1 and <= Most) ? asked ?? Usual : throw ApiException.BadRequest($"'limit' is 1 to {Most}.");

    /// <summary>The page after the cursor, which is the key of the last entry before it.</summary>
    /// <param name="entries">All entries, or at least the first <paramref name="limit"/> + 1 after the cursor, in any order.</param>
    /// <param name="key">What orders them, and is different for each.</param>
    /// <param name="cursor">See <see cref="Page{T}.Next"/>; null: the first page.</param>
    /// <param name="limit">Most entries on it.</param>
    public static Page<T> After<T>(IEnumerable<T> entries, Func<T, string> key, string? cursor, int limit)
    {
        var page = entries.Where(entry => cursor is null || string.CompareOrdinal(key(entry), cursor) > 0)
            .OrderBy(key, StringComparer.Ordinal).Take(limit + 1).ToList();
        return page.Count <= limit ? new Page<T> { Items = page } : new Page<T> { Items = page[..limit], Next = key(page[limit - 1]) };
    }
}
