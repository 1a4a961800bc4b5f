using AspireChat.Contracts.Admin;
using AspireChat.Store.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AspireChat.AdminNode.Api.Endpoints;

/// <summary><c>GET /audit</c>.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this RouteGroupBuilder api) => api.MapGet("/audit", ReadAsync)
        .WithName("listAudit").WithTags("Audit").WithSummary("Lists who did what through this API, newest first");

    private static Task<Page<AuditEntry>> ReadAsync(AuditLog audit, [AsParameters] AuditFilter filter, [AsParameters] Paging paging) =>
        paging.ReadAsync((size, cursor) => audit.ReadAsync(filter.Matches, size, cursor));
}

/// <summary>Which audited calls to list. Null = no restriction.</summary>
/// <param name="Who">The caller's id or name.</param>
/// <param name="Action">The operation's id, such as <c>drainNode</c>; <c>drain node</c> and <c>drain-node</c> mean the same.</param>
/// <param name="Except">The id of an operation that is left out, such as <c>postMessage</c>.</param>
/// <param name="From">The earliest time, Unix milliseconds.</param>
/// <param name="To">The time before which the calls were made, Unix milliseconds.</param>
internal sealed record AuditFilter(
    [FromQuery(Name = "who")] string? Who, [FromQuery(Name = "action")] string? Action, [FromQuery(Name = "except")] string? Except,
    [FromQuery(Name = "from")] long? From, [FromQuery(Name = "to")] long? To)
{
    /// <summary>Whether an entry is to be listed.</summary>
    public bool Matches(AuditEntry entry) =>
        (Who is null || entry.Who == Who || string.Equals(entry.Name, Who, StringComparison.OrdinalIgnoreCase))
        && (Action is null || IsSame(entry.Action, Action))
        && (Except is null || !IsSame(entry.Action, Except))
        && (From is null || entry.At >= From)
        && (To is null || entry.At < To);

    private static bool IsSame(string operation, string words) => string.Equals(
        operation, string.Concat(words.Where(char.IsLetterOrDigit)), StringComparison.OrdinalIgnoreCase);
}
