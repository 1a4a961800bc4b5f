using System.Buffers.Text;
using System.Text.Json;
using AspireChat.Contracts;

namespace AspireChat.Store.Logs;

/// <summary>
/// An event as the log stores it: its JSON, which starts with its seq. The same bytes go through the cluster and into the frame that the
/// clients receive. Only <see cref="FeedEntry"/> parses them, to check what comes from Redis.
/// </summary>
/// <param name="Seq">The event's number.</param>
/// <param name="Json">The event's JSON, UTF-8.</param>
public readonly record struct StoredEvent(long Seq, ReadOnlyMemory<byte> Json)
{
    private static ReadOnlySpan<byte> SeqPrefix => "{\"seq\":"u8;

    private static ReadOnlySpan<byte> NoSeq => "{\"seq\":0,"u8;

    private static ReadOnlySpan<byte> DeletionKind => ",\"kind\":\"delete\""u8;

    /// <summary>Whether the event deletes an earlier one, by the JSON's first two properties: <c>{"seq":7,"kind":"delete"</c>.</summary>
    public bool IsDeletion =>
        Json.Span is var json && json.IndexOf((byte)',') is > 0 and var comma && json[comma..].StartsWith(DeletionKind);

    /// <summary>Returns the event's JSON without <c>{"seq":…,</c>, which the append script adds.</summary>
    public static ReadOnlyMemory<byte> WithoutSeq(RoomEvent roomEvent) =>
        Encode(roomEvent with { Seq = 0 }).AsMemory(NoSeq.Length);

    /// <summary>Returns the whole JSON.</summary>
    public static byte[] Encode(RoomEvent roomEvent) =>
        JsonSerializer.SerializeToUtf8Bytes(roomEvent, ContractsJson.Default.RoomEvent);

    /// <summary>Reads the seq of an event's JSON.</summary>
    /// <exception cref="FormatException">The bytes are not the JSON of an event.</exception>
    public static StoredEvent Parse(ReadOnlyMemory<byte> json)
    {
        if (json.Span.StartsWith(SeqPrefix) && Utf8Parser.TryParse(json.Span[SeqPrefix.Length..], out long seq, out _))
        {
            return new StoredEvent(seq, json);
        }

        throw new FormatException("An entry of a room's log does not start with its seq.");
    }

    /// <summary>Returns the event.</summary>
    public RoomEvent Decode() => JsonSerializer.Deserialize(Json.Span, ContractsJson.Default.RoomEvent)!;
}
