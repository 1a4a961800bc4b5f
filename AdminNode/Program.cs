using AspireChat.AdminNode;
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
builder.AddAdminNode();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapAdminNode();
return await app.RunToExitCodeAsync();
