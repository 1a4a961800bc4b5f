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
