using System.Net;
using System.Text.Json.Serialization.Metadata;
using AspireChat.Contracts;
using AspireChat.ServiceDefaults;
using AspireChat.ServiceDefaults.Tokens;
using AspireChat.Store.Redis;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Tests.Fixtures;

/// <summary>A chat node in this process, on a port of its own, with everything a node process has.</summary>
public sealed class Node : IAsyncDisposable
{
    public const string SigningKey = "a signing key for tests, 32 bytes or more";

    private readonly WebApplication _app;

    private Node(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.Single());

    public IServiceProvider Services => _app.Services;

    public IConnectionMultiplexer Redis => Services.GetRequiredService<IConnectionMultiplexer>();

    public static async Task<Node> StartAsync(string name, string redis, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:redis"] = redis,
            ["Chat:SigningKey"] = SigningKey,
            ["Chat:Node:Name"] = name,
            ["Chat:Limits:SendsPerSecond"] = "0",
            ["Logging:LogLevel:Default"] = "Warning",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.AddServiceDefaults();
        builder.AddChatRedis();
        builder.AddChatNode();
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapChatNode();
        await app.StartAsync();
        return new Node(app);
    }

    public string Token(string user, string? role = null) =>
        Services.GetRequiredService<ChatTokens>().Issue(user, user.ToUpperInvariant(), TimeSpan.FromHours(1), role).Token;

    /// <param name="user">The user.</param>
    /// <param name="from">The address that the client has behind a trusted proxy; null = this machine's.</param>
    /// <param name="role">The role in the token.</param>
    public HubConnection NewConnection(string user, string? from = null, string? role = null) => NewConnectionWith(Token(user, role), from);

    public HubConnection NewConnectionWith(string token, string? from = null) => new HubConnectionBuilder()
        .WithUrl(new Uri(Url, ChatProtocol.HubPath), http =>
        {
            http.AccessTokenProvider = () => Task.FromResult<string?>(token);
            if (from is not null)
            {
                http.Headers.Add("X-Forwarded-For", from);
            }
        })
        .AddJsonProtocol(json =>
        {
            json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Default);

            // For RawJson.
            json.PayloadSerializerOptions.TypeInfoResolverChain.Add(new DefaultJsonTypeInfoResolver());
        })
        .Build();

    public HubConnection NewMessagePackConnection(string user) => new HubConnectionBuilder()
        .WithUrl(new Uri(Url, ChatProtocol.HubPath), http => http.AccessTokenProvider = () => Task.FromResult<string?>(Token(user)))
        .AddMessagePackProtocol()
        .Build();

    public async Task<TestClient> ConnectAsync(string user, string? from = null, string? role = null)
    {
        var client = new TestClient(NewConnection(user, from, role));
        await client.Connection.StartAsync();
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
