using StackExchange.Redis;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary>An admin node without chat nodes, on a Redis that the tests reach too.</summary>
public sealed class LoneAdminNode : IAsyncLifetime
{
    public const string SigningKey = "a-signing-key-of-more-than-32-characters";

    private RedisServer _redis = null!; // null only when it did not start
    private ConnectionMultiplexer _connection = null!;
    private AdminNodeProcess _node = null!;

    public AdminClient Admin { get; private set; } = null!;

    public IDatabase Redis => _connection.GetDatabase();

    public Uri Url => _node.Url;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartNewAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(_redis.Address);
        _node = await AdminNodeProcess.StartAsync(
            _redis.Address, SigningKey, AdminNodeProcess.Key,
            new Dictionary<string, string?> { ["Chat__Admin__FailuresPerMinute"] = "1000" });
        Admin = AdminClient.WithKey(_node.Url, AdminNodeProcess.Key);
    }

    /// <summary>A caller with a token of its own.</summary>
    public AdminClient ClientOf(string user, string? name = null) =>
        AdminClient.WithToken(_node.Url, Tokens.For(user, AdminNodeProcess.SigningKeyOfAdmins, name, role: "admin"));

    public async ValueTask DisposeAsync()
    {
        Admin?.Dispose();
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        if (_redis is not null)
        {
            await _redis.DisposeAsync();
        }
    }
}
