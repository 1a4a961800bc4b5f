using AspireChat.ChatNode;
using AspireChat.ServiceDefaults;
using AspireChat.ServiceDefaults.Hosting;
using AspireChat.Store.Redis;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddRedisClient("redis", configureOptions: RedisDefaults.Apply);
builder.AddChatNode();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapChatNode();
return await app.RunToExitCodeAsync();
