// TEMPORARY: until the engine is merged.
namespace AspireChat.Engine;

internal static class StandIn
{
    public static void AddChatRedis(this WebApplicationBuilder builder) => builder.Services.AddSingleton<StackExchange.Redis.IConnectionMultiplexer>(
        _ => StackExchange.Redis.ConnectionMultiplexer.Connect(builder.Configuration.GetConnectionString("redis")!));
    public static void AddChatNode(this WebApplicationBuilder builder) { }
    public static void MapChatNode(this WebApplication app)
    {
        app.Services.GetRequiredService<StackExchange.Redis.IConnectionMultiplexer>();
        app.MapPost("/hubs/chat/negotiate", () => Results.Text(app.Configuration["Chat:Node:Name"]));
    }
    public static void AddAdminNode(this WebApplicationBuilder builder) { }
    public static void MapAdminNode(this WebApplication app) => app.MapGet("/api/cluster/slots", () => "");
}
