using System.Globalization;
using AspireChat.Bench.Load;
using AspireChat.Bench.Systems;

namespace AspireChat.Bench.Rows;

/// <summary>Many members of one room, all on one node, that receive by long polling; one, with a WebSocket, sends.</summary>
internal static class PollingRow
{
    private const string Room = "polling";

    public static Row Create() => new("polling", "long polling", MeasureAsync);

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(
        IChatSystem system, RowOptions options, CancellationToken cancellationToken)
    {
        // With 4,000, connections are lost while the members join. Every join is sent to all members, who then poll again.
        var load = options.Load(options.Quick ? 300 : 1_000, rate: 1, senders: 1);
        var deliveries = new Deliveries(load.Receivers + 1, load.WarmUpMessages + load.MeasuredMessages);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var members = new PollingMember?[load.Receivers];
        try
        {
            await using var sender = await Crowd.GatherAsync(system, 1, deliveries, cancellationToken, _ => Room);
            await Parallel.ForEachAsync(
                Enumerable.Range(1, load.Receivers),
                new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = cancellationToken },
                async (number, _) => members[number - 1] = await PollingMember.JoinAsync(number, system, Room, deliveries, end.Token));
            var one = await LoadWindow.MeasureAsync("", system, sender, deliveries, load, load.Receivers + 1, cancellationToken);
            var title = string.Create(CultureInfo.InvariantCulture, $"long polling, {load.Receivers:N0} members on a node, 1 message/s");
            return
            [
                new($"{title}: µs per delivery", one.AllMicroseconds),
                new($"{title}: p50, ms", one.LagP50),
                new($"{title}: p99, ms", one.LagP99),
                new($"{title}: lost or repeated", one.Lost + one.Repeated),
            ];
        }
        finally
        {
            await end.CancelAsync();
            foreach (var member in members.OfType<PollingMember>())
            {
                await member.DisposeAsync();
            }
        }
    }
}
