using AspireChat.LocalCluster.Redis;

namespace AspireChat.ChatNode.Tests.Fixtures;

/// <summary>Where rooms are kept: what the nodes of a test connect to.</summary>
public abstract class RoomStore
{
    public abstract string ConnectionString { get; }
}

/// <summary>A real redis-server.</summary>
public sealed class RedisStore : RoomStore, IAsyncLifetime
{
    private RedisServer _server = null!;

    public override string ConnectionString => _server.Address;

    public async ValueTask InitializeAsync() => _server = await RedisServer.StartNewAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

/// <summary>The Redis that LocalCluster embeds.</summary>
public sealed class EmbeddedStore : RoomStore, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly EmbeddedRedis _server;

    public EmbeddedStore() => _server = EmbeddedRedis.Start(FreePorts.Next(), _folder.Path);

    public override string ConnectionString => _server.ConnectionString;

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }
}
