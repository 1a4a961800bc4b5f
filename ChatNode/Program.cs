using AspireChat.ChatNode;
using AspireChat.ServiceDefaults;
using AspireChat.ServiceDefaults.Hosting;
using AspireChat.Store.Redis;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();

// The node's own check says more about Redis, and AddServiceDefaults traces Redis, the same way for every process.
builder.AddRedisClient(
    "redis",
    redis =>
    {
        redis.DisableHealthChecks = true;
        redis.DisableTracing = true;
    },
    RedisDefaults.Apply);
builder.AddChatNode();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapChatNode();
return await app.RunToExitCodeAsync();
