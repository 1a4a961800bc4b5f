using AspireChat.AdminNode;
using AspireChat.ServiceDefaults;
using AspireChat.ServiceDefaults.Hosting;
using AspireChat.Store.Redis;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddRedisClient("redis", configureOptions: RedisDefaults.Apply);
builder.AddAdminNode();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapAdminNode();
return await app.RunToExitCodeAsync();
