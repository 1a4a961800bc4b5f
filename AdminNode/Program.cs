using AspireChat.Engine;
using AspireChat.Engine.Redis;
using AspireChat.ServiceDefaults;
using AspireChat.ServiceDefaults.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
// AddServiceDefaults traces Redis, the same for every process.
builder.AddRedisClient("redis", settings => settings.DisableTracing = true, RedisDefaults.Apply);
builder.AddAdminNode();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapAdminNode();
return await app.RunToExitCodeAsync();
