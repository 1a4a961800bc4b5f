using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AspireChat.ChatNode.ChatModule;
using AspireChat.ChatNode.Delivery;
using AspireChat.Contracts;
using AspireChat.Store.Logs;
using BenchmarkDotNet.Attributes;

namespace AspireChat.Micro;

/// <summary>What each node does with a message that comes from the feed, before it is written to connections.</summary>
public class DeliveryBenchmarks
{
    private static readonly ArrayBufferWriter<byte> Buffer = new();

    private static readonly JsonSerializerOptions HubJson = new(ContractsJson.Default.Options)
    {
        TypeInfoResolver = ContractsJson.Default.WithAddedModifier(StoredEventsConverter.Use),
    };

    private readonly ReadOnlyMemory<byte> _message;
    private readonly ReadOnlyMemory<byte>[] _event;

    /// <summary>Makes a message of 80 characters.</summary>
    public DeliveryBenchmarks()
    {
        var json = StoredEvent.Encode(new RoomEvent
        {
            Seq = 4711,
            Kind = EventKind.Message,
            User = "u-0123456789abcdef",
            Name = "Ada",
            At = 1_796_000_000_000,
            Node = "chatnode-1",
            Id = "0123456789abcdef0123",
            Text = new string('x', 80),
        });
        _event = [json];
        _message = (byte[])[.. "4711 0a1b2c3d4e5f 1796000000000 -\n"u8, .. json];
    }

    /// <summary>Events in one batch.</summary>
    [Params(1, 64)]
    public int Events { get; set; }

    /// <summary>The feed's messages are parsed and checked.</summary>
    [Benchmark]
    public long Decode()
    {
        var sum = 0L;
        for (var i = 0; i < Events; i++)
        {
            sum += FeedEntry.TryParse(_message, out var entry) ? entry.Seq : 0;
        }

        return sum;
    }

    /// <summary>One frame is made of the batch.</summary>
    [Benchmark]
    public object Frame() => new ReceiveFrame("lobby", "0a1b2c3d4e5f", 4710, 4711, [.. Enumerable.Repeat(_event[0], Events)], []);

    /// <summary>A page of the log goes into the answer of a join as it is stored.</summary>
    [Benchmark]
    public int Page() => Answer(new StoredEvents(Stored()));

    /// <summary>The same, decoded and encoded.</summary>
    [Benchmark]
    public int DecodedPage() => Answer([.. Stored().Select(stored => stored.Decode())]);

    private static int Answer(IReadOnlyList<RoomEvent> events)
    {
        Buffer.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(Buffer);
        JsonSerializer.Serialize(writer, new JoinResult { Room = "lobby", Epoch = "0a1b2c3d4e5f", Events = events }, HubJson);
        return Buffer.WrittenCount;
    }

    private StoredEvent[] Stored() => [.. Enumerable.Repeat(new StoredEvent(4711, _event[0]), Events)];
}
