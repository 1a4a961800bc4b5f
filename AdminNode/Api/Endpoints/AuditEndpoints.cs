using AspireChat.Contracts.Admin;
using AspireChat.Store.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AspireChat.AdminNode.Api.Endpoints;

/// <summary><c>GET /audit</c>.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this RouteGroupBuilder api) => api.MapGet("/audit", ReadAsync)
        .WithName("listAudit").WithTags("Audit").WithSummary("Lists who did what through this API, newest first");

    private static Task<Page<AuditEntry>> ReadAsync(AuditLog audit, string? who, string? action, [AsParameters] Paging paging) =>
        paging.ReadAsync((size, cursor) => audit.ReadAsync(
            entry => (who is null || entry.Who == who) && (action is null || entry.Action == action), size, cursor));
}
