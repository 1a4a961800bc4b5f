namespace AspireChat.Contracts.Admin;

/// <summary>What became of a command to the nodes.</summary>
public sealed record CommandOutcome
{
    /// <summary>The command's id.</summary>
    public string Id { get; init; } = "";

    /// <summary>Whether every node that should have answered did, with success.</summary>
    public bool Complete { get; init; }

    /// <summary>The nodes' answers.</summary>
    public IReadOnlyList<NodeAnswer> Answers { get; init; } = [];

    /// <summary>Living nodes that did not answer before the deadline; what they did is not known.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

/// <summary>A node's answer to a command.</summary>
public sealed record NodeAnswer
{
    /// <summary>The node's name.</summary>
    public string Node { get; init; } = "";

    /// <summary>Why the node refused or failed, as <c>code: explanation</c>; null when it did as told.</summary>
    public string? Error { get; init; }

    /// <summary>How many connections it concerned, where the command is about connections.</summary>
    public int? Connections { get; init; }
}
