using System.Collections.Concurrent;
using System.Diagnostics;

namespace AspireChat.Bench.Load;

/// <summary>All members of the room.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const string TheRoom = "bench";

    // More at once than processors: most of a connection's start is waiting for the other side.
    private const int ArrivingAtOnce = 64;
    private readonly CancellationTokenSource _end = new();
    private readonly Func<int, string> _roomOf;

    // Ids of messages are stored once: another crowd in the same room must not send the same ones.
    private readonly string _id = $"bench-{Guid.NewGuid():N}"[..20];
    private Member[] _members = [];
    private Task _pinging = Task.CompletedTask;

    private Crowd(Func<int, string>? roomOf) => _roomOf = roomOf ?? (_ => TheRoom);

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
    public static async Task<Crowd> GatherAsync(
        Systems.IChatSystem system, int size, Deliveries deliveries, CancellationToken cancellationToken, Func<int, string>? roomOf = null,
        int firstNumber = 0)
    {
        var crowd = new Crowd(roomOf);
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
                    var joining = Member.JoinAsync(number, system, crowd._roomOf(number), deliveries, crowd._end.Token);
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
            await _members[sender].SendAsync(_roomOf(sender), $"{_id}-{number}", text, cancellationToken);
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
