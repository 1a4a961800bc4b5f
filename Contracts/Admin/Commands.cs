namespace AspireChat.Contracts.Admin;

/// <summary>The outcome of a command to the nodes.</summary>
public sealed record CommandOutcome
{
    /// <summary>The command's id.</summary>
    public string Id { get; init; } = "";

    /// <summary>Whether every node that should have answered succeeded.</summary>
    public bool Complete { get; init; }

    /// <summary>The nodes' answers.</summary>
    public IReadOnlyList<NodeAnswer> Answers { get; init; } = [];

    /// <summary>Live nodes that did not answer before the deadline. Whether they carried out the command is not known.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

/// <summary>A node's answer to a command.</summary>
public sealed record NodeAnswer
{
    /// <summary>The node's name.</summary>
    public string Node { get; init; } = "";

    /// <summary>Why the node failed, as <c>code: explanation</c>; null if it succeeded.</summary>
    public string? Error { get; init; }

    /// <summary>How many connections the command affected; null if the command is not about connections.</summary>
    public int? Connections { get; init; }
}
