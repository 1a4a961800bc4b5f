namespace AspireChat.Contracts.Admin;

/// <summary>A page of a list.</summary>
public sealed record Page<T>
{
    /// <summary>The page's entries.</summary>
    public IReadOnlyList<T> Items { get; init; } = [];

    /// <summary>Pass it as <c>cursor</c> to get the next page; null on the last one.</summary>
    public string? Next { get; init; }

    /// <summary>Nodes that did not answer in time, so that what they know is missing here. Null where no node was asked.</summary>
    public IReadOnlyList<string>? Missing { get; init; }
}
