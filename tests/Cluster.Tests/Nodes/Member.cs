using System.Diagnostics;
using AspireChat.Client;
using AspireChat.Contracts;

namespace AspireChat.Cluster.Tests.Nodes;

/// <summary>A user of the client library in one room; it records everything that was shown.</summary>
internal sealed class Member : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<RoomEvent> _shown = [];
    private int _resets;
    private bool _wasOnline;
    private int _losses;
    private long _lostAt;
    private TimeSpan _away;

    private Member(string user, ChatConnection connection, string room)
    {
        (User, Connection, Room) = (user, connection, room);
        connection.Updated += Show;
        connection.Changed += Watch;
    }

    public string User { get; }

    public string Room { get; }

    public ChatConnection Connection { get; }

    /// <summary>The events with a seq, as shown, since the last reset.</summary>
    public IReadOnlyList<RoomEvent> Shown
    {
        get { lock (_gate) { return [.. _shown]; } }
    }

    /// <summary>How often the room was loaded from the start; the first join counts.</summary>
    public int Resets => Volatile.Read(ref _resets);

    /// <summary>How often an established connection was lost.</summary>
    public int Losses => Volatile.Read(ref _losses);

    /// <summary>How long the connection was away the last time it was lost.</summary>
    public TimeSpan Away => _away;

    public static async Task<Member> JoinAsync(string user, ClusterProcess cluster, Uri hub, string room)
    {
        var connection = new ChatConnection(new ChatConnectionOptions
        {
            Hub = hub,
            AccessToken = _ => Task.FromResult<string?>(cluster.TokenFor(user)),
        });
        var member = new Member(user, connection, room);
        await connection.StartAsync(new CancellationTokenSource(Eventually.Bound).Token);
        await connection.JoinAsync(room, new CancellationTokenSource(Eventually.Bound).Token);
        return member;
    }

    /// <summary>Fails if the shown events have a gap or a repetition.</summary>
    public void AssertGapless()
    {
        var seqs = Shown.Select(e => e.Seq).ToList();
        Assert.Equal(Enumerable.Range(0, seqs.Count).Select(i => seqs[0] + i), seqs);
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    private void Show(RoomUpdate update)
    {
        lock (_gate)
        {
            if (update.Reset)
            {
                _resets++;
                _shown.Clear();
            }

            _shown.AddRange(update.Events.Where(e => e.Seq > 0));
        }
    }

    private void Watch()
    {
        var online = Connection.Status == ConnectionStatus.Online;
        lock (_gate)
        {
            _wasOnline |= online;
            if (!online && _wasOnline && _lostAt == 0)
            {
                _losses++;
                _lostAt = Stopwatch.GetTimestamp();
            }
            else if (online && _lostAt != 0)
            {
                _away = Stopwatch.GetElapsedTime(_lostAt);
                _lostAt = 0;
            }
        }
    }
}
