namespace AspireChat.ChatNode.Tests.Fixtures;

/// <summary>Tests on two nodes and a real store. Each test has its own nodes; the store is shared.</summary>
public abstract class TwoNodeTests(RoomStore store) : IAsyncLifetime
{
    protected string Store { get; } = store.ConnectionString;

    protected Node One { get; private set; } = null!;

    protected Node Two { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        One = await Node.StartAsync("chatnode-1", Store);
        Two = await Node.StartAsync("chatnode-2", Store);
    }

    public async ValueTask DisposeAsync()
    {
        await One.DisposeAsync();
        await Two.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
