using AspireChat.AdminNode;
using AspireChat.ServiceDefaults;
using AspireChat.ServiceDefaults.Hosting;
using AspireChat.Store.Redis;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddChatRedis();
builder.AddAdminNode();

return await builder.RunToExitCodeAsync(app =>
{
    app.MapDefaultEndpoints();
    app.MapAdminNode();
});
