using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AspireChat.Contracts;

namespace AspireChat.Store.Logs;

/// <summary>
/// One message of a room's feed: a line <c>seq epoch at traceparent</c>, then the event's JSON. Seq 0 marks an ephemeral event,
/// which is in no log.
/// </summary>
/// <param name="Seq">The event's number, 0 for an ephemeral one.</param>
/// <param name="Epoch">The log's epoch, ASCII.</param>
/// <param name="At">When the event was accepted, Unix milliseconds.</param>
/// <param name="TraceParent">The W3C trace context of the sender; empty unless that trace is sampled.</param>
/// <param name="Json">The event.</param>
public readonly record struct FeedEntry(
    long Seq, ReadOnlyMemory<byte> Epoch, long At, ReadOnlyMemory<byte> TraceParent, ReadOnlyMemory<byte> Json)
{
    /// <summary>Marks a missing value in the line.</summary>
    public const string None = "-";

    /// <summary>Maximum length of a message: more than any event that a node accepts.</summary>
    private const int MaxLength = 256 * 1024;

    private const int MaxEpochLength = 32;

    private static readonly JsonTypeInfo<RoomEvent> Strict = (JsonTypeInfo<RoomEvent>)new JsonSerializerOptions(
        ContractsJson.Default.Options)
    { RespectNullableAnnotations = true }.GetTypeInfo(typeof(RoomEvent));

    /// <summary>
    /// Parses a message; returns false if it is not one that a node publishes. The event's bytes go into the clients' frames as they are,
    /// so they must be an event that every client can read: see docs/decisions/0007-redis-is-trusted-with-rooms-not-with-frames.md.
    /// </summary>
    public static bool TryParse(ReadOnlyMemory<byte> message, out FeedEntry entry) =>
        TryParseLine(message, out entry) && message.Length <= MaxLength && IsEpoch(entry.Epoch.Span) && IsEvent(entry);

    private static bool TryParseLine(ReadOnlyMemory<byte> message, out FeedEntry entry)
    {
        entry = default;
        var lineEnd = message.Span.IndexOf((byte)'\n');
        if (lineEnd < 0)
        {
            return false;
        }

        var rest = message[..lineEnd];
        var seq = NextWord(ref rest);
        var epoch = NextWord(ref rest);
        var at = NextWord(ref rest);
        if (!TryParseNumber(seq, out var number) || !TryParseNumber(at, out var time) || epoch.IsEmpty)
        {
            return false;
        }

        entry = new FeedEntry(number, epoch, time, rest.Length <= None.Length ? default : rest, message[(lineEnd + 1)..]);
        return true;
    }

    /// <summary>Returns the message for an ephemeral event.</summary>
    public static byte[] Ephemeral(ReadOnlySpan<byte> json) => [.. "0 - 0 -\n"u8, .. json];

    /// <summary>Returns true if this entry belongs to <paramref name="epoch"/>.</summary>
    public bool IsOf(string epoch) => Ascii.Equals(Epoch.Span, epoch);

    private static bool IsEpoch(ReadOnlySpan<byte> epoch)
    {
        foreach (var letter in epoch)
        {
            if (!char.IsAsciiLetterOrDigit((char)letter) && letter != (byte)'-')
            {
                return false;
            }
        }

        return epoch.Length <= MaxEpochLength;
    }

    private static bool IsEvent(in FeedEntry entry)
    {
        try
        {
            return JsonSerializer.Deserialize(entry.Json.Span, Strict) is { Kind.Length: > 0 } happened && happened.Seq == entry.Seq
                && (entry.Seq > 0 || EventKind.IsEphemeral(happened.Kind));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static ReadOnlyMemory<byte> NextWord(ref ReadOnlyMemory<byte> rest)
    {
        var space = rest.Span.IndexOf((byte)' ');
        var word = space < 0 ? rest : rest[..space];
        rest = space < 0 ? default : rest[(space + 1)..];
        return word;
    }

    private static bool TryParseNumber(ReadOnlyMemory<byte> word, out long value) =>
        Utf8Parser.TryParse(word.Span, out value, out var used) && used == word.Length && value >= 0;
}
