using System.Collections.Concurrent;
using AspireChat.Client;
using AspireChat.Contracts;

namespace AspireChat.Unit.Tests.Fakes;

/// <summary>A connection to <see cref="FakeChat"/>, and what a page would have on the screen of its room.</summary>
internal sealed class FakeUser : IAsyncDisposable
{
    public const string Room = "lobby";

    private readonly Lock _gate = new();
    private readonly List<RoomEvent> _screen = [];

    public FakeUser(FakeChat chat, string name = "ada", Func<ChatConnectionOptions, ChatConnectionOptions>? change = null)
    {
        var options = new ChatConnectionOptions
        {
            Hub = chat.Hub,
            AccessToken = _ => Task.FromResult<string?>(name),
            MinimumReconnectDelay = TimeSpan.FromMilliseconds(10),
            MaximumReconnectDelay = TimeSpan.FromMilliseconds(200),
        };
        Connection = new ChatConnection(change?.Invoke(options) ?? options);
        Connection.Updated += Show;
        Connection.Changed += () => Statuses.Enqueue(Connection.Status);
    }

    public ChatConnection Connection { get; }

    public ConcurrentQueue<ConnectionStatus> Statuses { get; } = new();

    public ConcurrentQueue<RoomUpdate> Updates { get; } = new();

    public string[] Screen
    {
        get
        {
            lock (_gate)
            {
                return [.. _screen.Select(happened => happened.Text!)];
            }
        }
    }

    public static async Task<FakeUser> JoinedAsync(
        FakeChat chat, string name = "ada", Func<ChatConnectionOptions, ChatConnectionOptions>? change = null)
    {
        var user = new FakeUser(chat, name, change);
        await user.Connection.StartAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30));
        await user.Connection.JoinAsync(Room, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30));
        return user;
    }

    /// <summary>Waits until something is so, for 30 s at most.</summary>
    public static async Task Until(Func<bool> condition, Func<string> otherwise)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            if (timeout.IsCancellationRequested)
            {
                Assert.Fail($"After 30 s still: {otherwise()}");
            }

            await Task.Delay(5, CancellationToken.None);
        }
    }

    public Task UntilScreenShows(IEnumerable<string> texts)
    {
        string[] expected = [.. texts];
        return Until(
            () => Screen.SequenceEqual(expected), () => $"[{string.Join(", ", Screen)}] rather than [{string.Join(", ", expected)}]");
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    private void Show(RoomUpdate update)
    {
        lock (_gate)
        {
            Updates.Enqueue(update);
            if (update.Reset)
            {
                _screen.Clear();
            }

            _screen.AddRange(update.Events.Where(happened => happened.Kind == EventKind.Message));
        }
    }
}
