using System.Collections.Concurrent;
using System.Diagnostics;

namespace AspireChat.Bench.Load;

/// <summary>All members of the room.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const string Room = "bench";
    private readonly CancellationTokenSource _end = new();
    private Member[] _members = [];
    private Task _pinging = Task.CompletedTask;

    /// <summary>How many members each node has.</summary>
    public string Spread => string.Join(
        " / ", _members.GroupBy(member => member.Node).OrderBy(node => node.Key).Select(node => node.Count()));

    public int Refused => _members.Sum(member => member.Refused);

    public int Disconnected => _members.Count(member => member.Receiving.IsCompleted);

    public static async Task<Crowd> GatherAsync(
        Systems.IChatSystem system, int size, Deliveries deliveries, CancellationToken cancellationToken)
    {
        var crowd = new Crowd();
        var members = new ConcurrentBag<Member>();
        try
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, size),
                async (number, stop) =>
                {
                    using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
                    limit.CancelAfter(TimeSpan.FromSeconds(60));
                    members.Add(await Member.JoinAsync(number, system, Room, deliveries, crowd._end.Token).WaitAsync(limit.Token));
                });
        }
        finally
        {
            crowd._members = [.. members];
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
            await _members[number % options.Senders].SendAsync(Room, $"bench-{number}", text, cancellationToken);
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
