using AspireChat.ChatNode.Delivery;
using AspireChat.Contracts;
using AspireChat.Store.Logs;
using BenchmarkDotNet.Attributes;

namespace AspireChat.Micro;

/// <summary>What each node does with a message that comes from the feed, before it is written to connections.</summary>
public class DeliveryBenchmarks
{
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
}
