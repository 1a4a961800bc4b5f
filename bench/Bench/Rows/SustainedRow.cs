using System.Globalization;
using AspireChat.Bench.Load;
using AspireChat.Bench.Systems;

namespace AspireChat.Bench.Rows;

/// <summary>The most deliveries a second in one room of which none is lost and 99 % arrive within a quarter of a second.</summary>
internal static class SustainedRow
{
    private const double MaxLag = 250;
    private const int WarmUpBetween = 3;
    private static readonly int[] Rates =
        [50, 100, 200, 400, 600, 800, 1_000, 1_250, 1_500, 2_000, 2_500, 3_000, 4_000, 5_000, 6_000, 8_000];

    public static Row Create() => new("sustained", "the most that one room sustains", MeasureAsync) { BreaksSystem = true };

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(
        IChatSystem system, RowOptions options, CancellationToken cancellationToken)
    {
        var receivers = options.Quick ? 500 : 1_000;
        var (most, last, warmUp) = (0.0, 0.0, options.WarmUp);
        foreach (var rate in Rates)
        {
            var load = options.Load(receivers, rate) with { WarmUp = warmUp };
            var deliveries = new Deliveries(receivers, load.WarmUpMessages + load.MeasuredMessages);
            await using var crowd = await Crowd.GatherAsync(system, receivers, deliveries, cancellationToken);
            var one = await LoadWindow.MeasureAsync("", system, crowd, deliveries, load, receivers, cancellationToken);
            last = one.LagP99;
            if (one.Lost + one.Repeated > 0 || last > MaxLag)
            {
                break;
            }

            (most, warmUp) = (one.DeliveriesPerSecond, WarmUpBetween);
        }

        var title = string.Create(CultureInfo.InvariantCulture, $"one room of {receivers:N0}, more and more messages");
        return
        [
            new($"{title}: deliveries/s with p99 ≤ {MaxLag} ms", most),
            new($"{title}: p99 of the last step, ms", last),
        ];
    }
}
