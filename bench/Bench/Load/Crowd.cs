using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;

namespace AspireChat.Bench.Load;

/// <summary>All members of the room.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const string TheRoom = "bench";

    // More at once than processors: most of a connection's start is waiting for the other side.
    private const int ArrivingAtOnce = 64;
    private readonly CancellationTokenSource _end = new();
    private readonly Func<int, IReadOnlyList<RoomPlace>> _roomsOf;

    // Ids of messages are stored once: another crowd in the same room must not send the same ones.
    private readonly string _id = $"bench-{Guid.NewGuid():N}"[..20];
    private Member[] _members = [];
    private Task _pinging = Task.CompletedTask;

    private Crowd(Func<int, IReadOnlyList<RoomPlace>> roomsOf) => _roomsOf = roomsOf;

    /// <summary>How many members each node has.</summary>
    public string Spread => string.Join(
        " / ", _members.GroupBy(member => member.Node).OrderBy(node => node.Key).Select(node => node.Count()));

    public int Refused => _members.Sum(member => member.Refused);

    public int Disconnected => _members.Count(member => member.Receiving.IsCompleted);

    /// <summary>Connects all members and lets each join its room.</summary>
    /// <param name="system">Where they connect.</param>
    /// <param name="size">How many there are.</param>
    /// <param name="deliveries">Counts what they receive.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="roomOf">A member's room; null = all are in one.</param>
    /// <param name="firstNumber">The number of the first member, which makes its user and address.</param>
    public static Task<Crowd> GatherAsync(
        Systems.IChatSystem system, int size, Deliveries deliveries, CancellationToken cancellationToken, Func<int, string>? roomOf = null,
        int firstNumber = 0) =>
        GatherManyAsync(system, size, deliveries, number => [roomOf?.Invoke(number) ?? TheRoom], cancellationToken, firstNumber);

    /// <summary>As <see cref="GatherAsync"/>, with several rooms for each member. It sends into each in turn.</summary>
    public static async Task<Crowd> GatherManyAsync(
        Systems.IChatSystem system, int size, Deliveries deliveries, Func<int, IEnumerable<string>> roomsOf,
        CancellationToken cancellationToken, int firstNumber = 0)
    {
        var crowd = new Crowd(number => [.. roomsOf(number).Select(room => new RoomPlace(room))]);
        var members = new ConcurrentDictionary<int, Member>();
        try
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(firstNumber, size),
                new ParallelOptions { MaxDegreeOfParallelism = ArrivingAtOnce, CancellationToken = cancellationToken },
                async (number, stop) =>
                {
                    using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
                    limit.CancelAfter(TimeSpan.FromSeconds(60));
                    var joining = Member.JoinAsync(number, system, crowd._roomsOf(number), deliveries, crowd._end.Token);
                    members[number] = await joining.WaitAsync(limit.Token);
                });
        }
        finally
        {
            crowd._members = [.. members.OrderBy(member => member.Key).Select(member => member.Value)];
        }

        if (system.Wire.Ping is not null)
        {
            crowd._pinging = crowd.PingAsync();
        }

        return crowd;
    }

    /// <summary>Sends messages at an even rate. If it falls behind, it sends the missing ones at once.</summary>
    public async Task SendAsync(int first, int count, FanoutOptions options, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            var due = TimeSpan.FromSeconds(i / options.Rate) - clock.Elapsed;
            if (due > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(due, cancellationToken);
            }

            var number = first + i;
            var text = Deliveries.Text(number, options.TextLength);
            var sender = number % options.Senders;
            await _members[sender].SendAsync(RoomFor(sender, number / options.Senders), $"{_id}-{number}", text, cancellationToken);
        }

        var rest = TimeSpan.FromSeconds(count / options.Rate) - clock.Elapsed;
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _pinging.ContinueWith(_ => { }, TaskScheduler.Default);
        foreach (var member in _members)
        {
            await member.DisposeAsync();
        }

        await Task.WhenAll(_members.Select(member => member.Receiving));
        _end.Dispose();
    }

    /// <summary>
    /// Lets the members who have lost their connection come back, each as often as it takes, and resume in their rooms. Returns how many
    /// did.
    /// </summary>
    public async Task<int> ComeBackAsync(Systems.IChatSystem system, Deliveries deliveries, CancellationToken cancellationToken)
    {
        int[] lost = [.. Enumerable.Range(0, _members.Length).Where(index => _members[index].Receiving.IsCompleted)];
        await Parallel.ForEachAsync(
            lost,
            new ParallelOptions { MaxDegreeOfParallelism = ArrivingAtOnce, CancellationToken = cancellationToken },
            async (index, stop) =>
            {
                var (number, places) = (_members[index].Number, _members[index].Places);
                await _members[index].DisposeAsync();
                while (true)
                {
                    try
                    {
                        _members[index] = await Member.JoinAsync(number, system, places, deliveries, _end.Token).WaitAsync(stop);
                        return;
                    }
                    catch (Exception problem) when (problem is WebSocketException or HttpRequestException or BenchException)
                    {
                        await Task.Delay(100, stop);
                    }
                }
            });
        return lost.Length;
    }

    // Each of its rooms in turn.
    private string RoomFor(int sender, int turn) => _members[sender].Places[turn % _members[sender].Places.Count].Room;

    private async Task PingAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10));
        while (await timer.WaitForNextTickAsync(_end.Token))
        {
            foreach (var member in _members.Where(member => !member.Receiving.IsCompleted))
            {
                await member.PingAsync(_end.Token);
            }
        }
    }
}
