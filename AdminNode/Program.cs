using AspireChat.Engine;
using AspireChat.Engine.Redis;
using AspireChat.ServiceDefaults;
using AspireChat.ServiceDefaults.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddRedisClient("redis", configureOptions: RedisDefaults.Apply);
builder.AddAdminNode();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapAdminNode();
return await app.RunToExitCodeAsync();
