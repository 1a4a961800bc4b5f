using System.Buffers.Text;
using System.Text.Json;
using AspireChat.Contracts;

namespace AspireChat.Store.Logs;

/// <summary>
/// An event as it lies in the log: its JSON, which begins with its seq. The way through the cluster never parses more than
/// that number, since the same bytes go into the frame that the clients get.
/// </summary>
public readonly record struct StoredEvent(long Seq, ReadOnlyMemory<byte> Json)
{
    private static ReadOnlySpan<byte> SeqPrefix => "{\"seq\":"u8;

    private static ReadOnlySpan<byte> NoSeq => "{\"seq\":0,"u8;

    /// <summary>The event's JSON without <c>{"seq":…,</c>: what the append script completes.</summary>
    public static ReadOnlyMemory<byte> WithoutSeq(RoomEvent roomEvent) =>
        Encode(roomEvent with { Seq = 0 }).AsMemory(NoSeq.Length);

    /// <summary>The whole JSON.</summary>
    public static byte[] Encode(RoomEvent roomEvent) =>
        JsonSerializer.SerializeToUtf8Bytes(roomEvent, ContractsJson.Default.RoomEvent);

    /// <exception cref="FormatException">The bytes are not an event's JSON.</exception>
    public static StoredEvent Parse(ReadOnlyMemory<byte> json)
    {
        if (json.Span.StartsWith(SeqPrefix) && Utf8Parser.TryParse(json.Span[SeqPrefix.Length..], out long seq, out _))
        {
            return new StoredEvent(seq, json);
        }

        throw new FormatException("An entry of a room's log does not begin with its seq.");
    }

    /// <summary>The event itself.</summary>
    public RoomEvent Decode() => JsonSerializer.Deserialize(Json.Span, ContractsJson.Default.RoomEvent)!;
}
