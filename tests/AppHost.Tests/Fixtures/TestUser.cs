using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Testing;

namespace AspireChat.AppHost.Tests.Fixtures;

/// <summary>A user of the cluster with this project's client, who keeps what comes.</summary>
public sealed class TestUser : IAsyncDisposable
{
    private readonly List<RoomEvent> _events = [];

    private TestUser(ChatConnection chat)
    {
        Chat = chat;
        chat.Updated += update =>
        {
            lock (_events)
            {
                _events.AddRange(update.Events.Where(one => one.Seq > 0));
            }
        };
    }

    public ChatConnection Chat { get; }

    /// <summary>The node that this user is on.</summary>
    public string Node => Chat.Session!.Node;

    /// <summary>The texts in the order in which they came.</summary>
    public IReadOnlyList<string?> Texts
    {
        get
        {
            lock (_events)
            {
                return [.. _events.Where(one => one.Kind == EventKind.Message).Select(one => one.Text)];
            }
        }
    }

    public static async Task<TestUser> ConnectAsync(Uri hub, string token)
    {
        var user = new TestUser(new ChatConnection(new ChatConnectionOptions
        {
            Hub = hub,
            AccessToken = _ => Task.FromResult<string?>(token),
        }));
        await user.Chat.StartAsync().WaitAsync(Eventually.Bound);
        return user;
    }

    /// <summary>Waits until exactly these texts have come, in this order.</summary>
    public Task SeesAsync(IEnumerable<string> texts)
    {
        var expected = texts.ToList();
        return Eventually.TrueAsync(
            () => Texts.SequenceEqual(expected), $"exactly {expected.Count} messages in order, but {Texts.Count} came");
    }

    public ValueTask DisposeAsync() => Chat.DisposeAsync();
}
