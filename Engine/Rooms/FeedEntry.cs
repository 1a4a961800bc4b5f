using System.Buffers.Text;
using System.Text;

namespace AspireChat.Engine.Rooms;

/// <summary>
/// One message of a room's feed: a line <c>seq epoch traceparent</c>, then the event's JSON. Seq 0 marks an ephemeral event,
/// which is in no log.
/// </summary>
internal readonly record struct FeedEntry(long Seq, ReadOnlyMemory<byte> Epoch, ReadOnlyMemory<byte> TraceParent, ReadOnlyMemory<byte> Json)
{
    /// <summary>Splits a message; false when it is none of ours.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> message, out FeedEntry entry)
    {
        entry = default;
        var span = message.Span;
        var line = span.IndexOf((byte)'\n');
        if (line < 0 || !Utf8Parser.TryParse(span, out long seq, out var used) || seq < 0 || used >= line || span[used] != (byte)' ')
        {
            return false;
        }

        var space = span[(used + 1)..line].IndexOf((byte)' ');
        if (space <= 0)
        {
            return false;
        }

        var traceParent = used + 1 + space + 1;
        entry = new FeedEntry(seq, message.Slice(used + 1, space), message[traceParent..line], message[(line + 1)..]);
        return true;
    }

    /// <summary>The message for an ephemeral event.</summary>
    public static byte[] Ephemeral(ReadOnlySpan<byte> json) => [.. "0 - -\n"u8, .. json];

    /// <summary>Whether this entry belongs to <paramref name="epoch"/>.</summary>
    public bool IsOf(string epoch) => Ascii.Equals(Epoch.Span, epoch);
}
