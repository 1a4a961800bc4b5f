using System.Globalization;
using AspireChat.Bench.Load;
using AspireChat.Bench.Systems;

namespace AspireChat.Bench.Rows;

/// <summary>The same deliveries in few rooms and in many: every room has ten members, and every member has more rooms.</summary>
internal static class ManyRoomsRow
{
    private const int RoomSize = 10;
    private const int Rate = 200;

    public static IEnumerable<Row> Create() => [Of(10), Of(100), Of(1_000), Of(10_000)];

    private static Row Of(int rooms) => new(
        string.Create(CultureInfo.InvariantCulture, $"rooms-{rooms}"),
        string.Create(CultureInfo.InvariantCulture, $"{rooms:N0} rooms of {RoomSize}, {Rate} messages/s in all"),
        (system, options, cancellationToken) => MeasureAsync(rooms, system, options, cancellationToken));

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(
        int rooms, IChatSystem system, RowOptions options, CancellationToken cancellationToken)
    {
        // A connection can be in a hundred rooms.
        var clients = options.Quick ? Math.Max(100, rooms * RoomSize / 100) : 1_000;
        var load = options.Load(clients, Rate, senders: Math.Min(clients, rooms * RoomSize));
        var deliveries = new Deliveries(clients, load.WarmUpMessages + load.MeasuredMessages);
        await using var crowd = await Crowd.GatherManyAsync(
            system, Math.Min(clients, rooms * RoomSize), deliveries, client => RoomsOf(client, clients, rooms), cancellationToken);
        var one = await LoadWindow.MeasureAsync("", system, crowd, deliveries, load, RoomSize, cancellationToken);
        var title = string.Create(CultureInfo.InvariantCulture, $"{rooms:N0} rooms of {RoomSize}, {Rate} messages/s");
        return
        [
            new($"{title}: µs per delivery", one.AllMicroseconds),
            new($"{title}: p99, ms", one.LagP99),
            new($"{title}: lost or repeated", one.Lost + one.Repeated),
        ];
    }

    // Seat by seat around all clients, so that no client is in a room twice.
    private static IEnumerable<string> RoomsOf(int client, int clients, int rooms)
    {
        for (var seat = client; seat < rooms * RoomSize; seat += clients)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"of-{rooms}-{seat / RoomSize}");
        }
    }
}
