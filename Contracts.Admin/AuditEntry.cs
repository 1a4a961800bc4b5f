namespace AspireChat.Contracts.Admin;

/// <summary>A write through the admin API: who did what, when, and how it ended.</summary>
public sealed record AuditEntry
{
    /// <summary>Its id; newer ones sort after older ones.</summary>
    public string Id { get; init; } = "";

    /// <summary>When, Unix milliseconds.</summary>
    public long At { get; init; }

    /// <summary>Who: the name in the token, or <c>api-key</c>.</summary>
    public string Who { get; init; } = "";

    /// <summary>What: the operation's id in the OpenAPI document, such as <c>drainNode</c>.</summary>
    public string Action { get; init; } = "";

    /// <summary>On what: the path's parameters, such as <c>chatnode-1</c>.</summary>
    public string Target { get; init; } = "";

    /// <summary>The request's body as JSON, shortened; null without one. Secrets are left out.</summary>
    public string? Detail { get; init; }

    /// <summary>The HTTP status of the answer.</summary>
    public int Status { get; init; }
}
