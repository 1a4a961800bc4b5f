using System.Buffers.Text;
using System.Text;

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

    /// <summary>Parses a message; returns false if it has another format.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> message, out FeedEntry entry)
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
