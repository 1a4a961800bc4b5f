using AspireChat.ChatNode;
using AspireChat.ServiceDefaults;
using AspireChat.ServiceDefaults.Hosting;
using AspireChat.Store.Redis;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddChatRedis();
builder.AddChatNode();

return await builder.RunToExitCodeAsync(app =>
{
    app.MapDefaultEndpoints();
    app.MapChatNode();
});
