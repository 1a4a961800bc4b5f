using System.Buffers;
using System.Text;
using System.Text.Json;
using AspireChat.Contracts;
using AspireChat.Store.Logs;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace AspireChat.ChatNode.Delivery;

/// <summary>
/// One <c>Receive</c> invocation, ready to be written to any number of connections: serialized once for each protocol in use. The JSON
/// frame is assembled from the events' stored bytes; they are parsed only if a connection uses another protocol.
/// </summary>
internal sealed class ReceiveFrame
{
    private const string JsonProtocol = "json";
    private const byte RecordSeparator = 0x1e;

    private readonly SerializedHubMessage _json;
    private readonly Lazy<SerializedHubMessage> _other;

    public ReceiveFrame(
        string room,
        string epoch,
        long after,
        long last,
        IReadOnlyList<ReadOnlyMemory<byte>> events,
        IReadOnlyList<ReadOnlyMemory<byte>> ephemeral)
    {
        (End, After, Count, HasEphemeral) = (new LogPosition(epoch, last), after, events.Count, ephemeral.Count > 0);
        var json = Write(room, epoch, events, ephemeral);
        _json = new SerializedHubMessage([new SerializedMessage(JsonProtocol, json)]);

        // The lists belong to a batch that is refilled, so the frame itself is parsed later.
        _other = new Lazy<SerializedHubMessage>(() =>
            new SerializedHubMessage(new InvocationMessage(nameof(IChatClient.Receive), [Parse(json)])));
    }

    /// <summary>The position of a connection that has received it: the seq of its last event, and the log's epoch.</summary>
    public LogPosition End { get; }

    /// <summary>The seq after which the frame continues.</summary>
    public long After { get; }

    /// <summary>How many events with a seq it has.</summary>
    public int Count { get; }

    /// <summary>Whether it has events without one.</summary>
    public bool HasEphemeral { get; }

    /// <summary>The message in the connection's protocol.</summary>
    public SerializedHubMessage For(HubConnectionContext connection) =>
        connection.Protocol.Name == JsonProtocol ? _json : _other.Value;

    // The JSON hub protocol: {"type":1 (invocation),"target":…,"arguments":[…]} and a record separator.
    // https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md
    private static byte[] Write(
        string room, string epoch, IReadOnlyList<ReadOnlyMemory<byte>> events, IReadOnlyList<ReadOnlyMemory<byte>> ephemeral)
    {
        // Room and epoch have only characters that JSON does not escape (see RoomName).
        var head = $$"""{"type":1,"target":"Receive","arguments":[{"room":"{{room}}","epoch":"{{epoch}}","events":[""";
        var length = head.Length + "]}]}".Length + 1 + Math.Max(0, events.Count + ephemeral.Count - 1);
        for (var i = 0; i < events.Count; i++)
        {
            length += events[i].Length;
        }

        for (var i = 0; i < ephemeral.Count; i++)
        {
            length += ephemeral[i].Length;
        }

        var frame = new byte[length];
        var used = Encoding.ASCII.GetBytes(head, frame);
        used = Append(frame, used, events, first: true);
        used = Append(frame, used, ephemeral, first: events.Count == 0);
        "]}]}"u8.CopyTo(frame.AsSpan(used));
        frame[^1] = RecordSeparator;
        return frame;
    }

    private static int Append(byte[] frame, int used, IReadOnlyList<ReadOnlyMemory<byte>> events, bool first)
    {
        for (var i = 0; i < events.Count; i++)
        {
            if (!first || i > 0)
            {
                frame[used++] = (byte)',';
            }

            events[i].Span.CopyTo(frame.AsSpan(used));
            used += events[i].Length;
        }

        return used;
    }

    private static RoomBatch Parse(byte[] frame)
    {
        var reader = new Utf8JsonReader(new ReadOnlySequence<byte>(frame, 0, frame.Length - 1));
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.GetProperty("arguments")[0].Deserialize(ContractsJson.Default.RoomBatch)!;
    }
}
