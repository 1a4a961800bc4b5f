using System.Globalization;
using AspireChat.Bench.Load;
using AspireChat.Bench.Systems;

namespace AspireChat.Bench.Rows;

/// <summary>Messages in one big room, in many small ones, and one at a time.</summary>
internal static class RoomRows
{
    private const int SmallRoom = 10;

    public static IEnumerable<Row> Create() =>
    [
        Big(100), Big(500), Big(1_000),
        new("small-rooms", "many rooms of 10", SmallRoomsAsync),
        new("lone", "one message at a time", LoneAsync),
    ];

    private static Row Big(int rate) => new(
        $"room-{rate}",
        string.Create(CultureInfo.InvariantCulture, $"one room, {rate} messages/s"),
        (system, options, cancellationToken) =>
        {
            var load = options.Load(options.Quick ? 500 : 1_000, rate);
            return MeasureAsync(
                system, string.Create(CultureInfo.InvariantCulture, $"one room of {load.Receivers:N0}, {rate:N0} messages/s"), load,
                load.Receivers, null, cancellationToken);
        });

    private static Task<IReadOnlyList<Figure>> SmallRoomsAsync(IChatSystem system, RowOptions options, CancellationToken cancellationToken)
    {
        var rooms = options.Quick ? 50 : 200;
        var rate = options.Quick ? 500 : 2_000;
        var load = options.Load(rooms * SmallRoom, rate, senders: rooms * SmallRoom);
        return MeasureAsync(
            system, string.Create(CultureInfo.InvariantCulture, $"{rooms} rooms of {SmallRoom}, {rate:N0} messages/s"), load,
            SmallRoom, number => $"small-{number % rooms}", cancellationToken);
    }

    /// <summary>Two members a node, so that the message also crosses nodes.</summary>
    private static async Task<IReadOnlyList<Figure>> LoneAsync(
        IChatSystem system, RowOptions options, CancellationToken cancellationToken)
    {
        var load = options.Load(receivers: 4, rate: 10, senders: 4);
        var deliveries = new Deliveries(load.Receivers, load.WarmUpMessages + load.MeasuredMessages);
        await using var crowd = await Crowd.GatherAsync(system, load.Receivers, deliveries, cancellationToken, _ => "lone");
        var one = await LoadWindow.MeasureAsync("", system, crowd, deliveries, load, load.Receivers, cancellationToken);
        return
        [
            new("lone message across nodes: p50, ms", one.LagP50),
            new("lone message across nodes: p99, ms", one.LagP99),
            new("Redis commands per lone message", (double)one.RedisCommands / load.MeasuredMessages),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(
        IChatSystem system, string title, FanoutOptions load, int receivers, Func<int, string>? roomOf, CancellationToken cancellationToken)
    {
        var deliveries = new Deliveries(load.Receivers, load.WarmUpMessages + load.MeasuredMessages);
        await using var crowd = await Crowd.GatherAsync(system, load.Receivers, deliveries, cancellationToken, roomOf);
        var one = await LoadWindow.MeasureAsync("", system, crowd, deliveries, load, receivers, cancellationToken);
        return
        [
            new($"{title}: µs per delivery", one.AllMicroseconds),
            new($"{title}: p50, ms", one.LagP50),
            new($"{title}: p99, ms", one.LagP99),
            new($"{title}: deliveries/s", one.DeliveriesPerSecond),
            new($"{title}: lost or repeated", one.Lost + one.Repeated),
        ];
    }
}
