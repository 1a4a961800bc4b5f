namespace AspireChat.Contracts.Admin;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">The type of the entries.</typeparam>
public sealed record Page<T>
{
    /// <summary>The page's entries.</summary>
    public IReadOnlyList<T> Items { get; init; } = [];

    /// <summary>Pass it as <c>cursor</c> to get the next page; null on the last page.</summary>
    public string? Next { get; init; }

    /// <summary>Nodes that did not answer in time, so that their entries are missing. Null if no node was asked.</summary>
    public IReadOnlyList<string>? Missing { get; init; }
}

/// <summary>Cuts pages out of lists.</summary>
public static class Page
{
    /// <summary>Returns the page that follows <paramref name="cursor"/>.</summary>
    /// <param name="all">The whole list, in ordinal order of <paramref name="keyOf"/>.</param>
    /// <param name="size">Maximum number of entries in the page.</param>
    /// <param name="cursor">The previous page's <see cref="Page{T}.Next"/>; null = the first page.</param>
    /// <param name="keyOf">The key by which entries are ordered. It becomes the cursor.</param>
    public static Page<T> Cut<T>(IEnumerable<T> all, int size, string? cursor, Func<T, string> keyOf)
    {
        var rest = cursor is null ? all : all.Where(entry => string.CompareOrdinal(keyOf(entry), cursor) > 0);
        var found = rest.Take(size + 1).ToList();
        return found.Count > size
            ? new Page<T> { Items = found[..size], Next = keyOf(found[size - 1]) }
            : new Page<T> { Items = found };
    }
}
