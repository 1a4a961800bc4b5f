using AspireChat.PlainSignalR;
using Microsoft.AspNetCore.SignalR;

// The recipe from the documentation on scaling out: SignalR groups over the Redis backplane. Nothing is stored or numbered, and
// nobody signs in.
var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSignalR().AddStackExchangeRedis(builder.Configuration["redis"] ?? "127.0.0.1:6379");
builder.Services.AddSingleton(new NodeName(builder.Configuration["node"] ?? "plain"));
var app = builder.Build();
app.MapHub<PlainHub>("/hubs/chat");

// The benchmark holds the other end of standard input, so this ends with it.
_ = Task.Run(async () =>
{
    while (await Console.In.ReadLineAsync() is not null)
    {
    }

    app.Lifetime.StopApplication();
});
app.Run();
