namespace AspireChat.Contracts.Admin;

/// <summary>An audited write through the admin API.</summary>
public sealed record AuditEntry
{
    /// <summary>The entry's id. Newer entries sort after older ones.</summary>
    public string Id { get; init; } = "";

    /// <summary>When, in Unix milliseconds.</summary>
    public long At { get; init; }

    /// <summary>Who made the call: the token's <c>sub</c>, or <c>api-key</c>.</summary>
    public string Who { get; init; } = "";

    /// <summary>The caller's name at that time: the token's <c>name</c>. Names are not unique. Null in entries that have none.</summary>
    public string? Name { get; init; }

    /// <summary>The operation's id in the OpenAPI document, such as <c>drainNode</c>.</summary>
    public string Action { get; init; } = "";

    /// <summary>The target: the path's parameters, such as <c>chatnode-1</c>.</summary>
    public string Target { get; init; } = "";

    /// <summary>The request body as JSON, shortened and without secrets; null if there was none.</summary>
    public string? Detail { get; init; }

    /// <summary>The HTTP status of the response.</summary>
    public int Status { get; init; }
}
