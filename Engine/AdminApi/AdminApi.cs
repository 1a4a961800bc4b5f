using System.Text.Json.Serialization;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Engine.AdminApi.Rooms;
using AspireChat.Engine.AdminApi.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AspireChat.Engine.AdminApi;

/// <summary>The admin API, <c>/api/admin/v1</c>.</summary>
internal static class AdminApi
{
    public static void AddAdminApi(this IHostApplicationBuilder builder) => builder.Services.Configure<JsonOptions>(json =>
    {
        json.SerializerOptions.TypeInfoResolverChain.Insert(0, AdminJson.Default);
        json.SerializerOptions.TypeInfoResolverChain.Insert(1, ContractsJson.Default);
        json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.SerializerOptions.RespectNullableAnnotations = true;
    });

    public static void MapAdminApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/admin/v1").AddEndpointFilter(RefuseAsync);
        api.MapUsers();
        api.MapRooms();
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
