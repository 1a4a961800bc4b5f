using AspireChat.Engine.AdminApi.Announcements;
using AspireChat.Engine.AdminApi.Connections;
using AspireChat.Engine.AdminApi.Nodes;
using AspireChat.Engine.AdminApi.Statistics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AspireChat.Engine.AdminApi;

/// <summary>The admin API, <c>/api/admin/v1</c>.</summary>
internal static class AdminApi
{
    public static void MapAdminApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/admin/v1").AddEndpointFilter(RefuseAsync);
        api.MapNodes();
        api.MapConnections();
        api.MapStatistics();
        api.MapEvents();
        api.MapAnnouncements();
    }

    private static async ValueTask<object?> RefuseAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ApiException refused)
        {
            return TypedResults.Problem(refused.Message, statusCode: refused.Status, extensions: new Dictionary<string, object?> { ["code"] = refused.Code });
        }
    }
}
