using AspireChat.ServiceDefaults;
using AspireChat.ServiceDefaults.Hosting;
using AspireChat.ServiceDefaults.Tokens;
using AspireChat.Web;
using AspireChat.Web.Accounts.OpenId;
using AspireChat.Web.Files;
using AspireChat.Web.Hosting;
using AspireChat.Web.Sessions;

// The page's files are next to the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddServiceDefaults();
builder.AddChatAuthentication();
builder.AddWeb();
builder.AddFiles();

var app = builder.Build();
app.UseWeb();
app.MapDefaultEndpoints();
app.MapSessions();
app.MapAccounts();
app.MapFiles();
app.MapStaticAssets();
app.MapPage();
return await app.RunToExitCodeAsync();
