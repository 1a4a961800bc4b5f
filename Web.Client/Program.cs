using AspireChat.Web.Client;
using AspireChat.Web.Client.Browser;
using AspireChat.Web.Client.Files;
using AspireChat.Web.Client.Language;
using AspireChat.Web.Client.Session;
using AspireChat.Web.Client.Settings;
using AspireChat.Web.Client.Telemetry;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using Microsoft.JSInterop;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<App>("#app");
builder.RootComponents.Add<HeadOutlet>("head::after");

builder.Services.AddSingleton(new HttpClient { BaseAddress = new Uri(builder.HostEnvironment.BaseAddress) });
builder.Services.AddSignIn();
builder.Services.AddSingleton<PageScript>();
builder.Services.AddSingleton<DialogScript>();
builder.Services.AddSingleton<FileScript>();
builder.Services.AddSingleton<FileUploads>();
builder.Services.AddSingleton<Notifications>();
builder.Services.AddSingleton<ReadReceipts>();
builder.Services.AddSingleton<BrowserTracing>();
builder.Services.AddSingleton<Networks>();
builder.Services.AddSingleton<AdminPages>();

var host = builder.Build();
await Intl.LoadAsync();
host.Services.GetRequiredService<Languages>().Apply();
host.Services.GetRequiredService<BrowserTracing>();
await EarlySignIn.ReadyAsync(host.Services.GetRequiredService<IJSRuntime>());
await host.RunAsync();
