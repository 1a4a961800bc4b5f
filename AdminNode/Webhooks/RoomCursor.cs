using System.Globalization;

namespace AspireChat.AdminNode.Webhooks;

/// <summary>How far a webhook has been told of a room.</summary>
/// <param name="Epoch">Which life of the log; empty while the room does not exist.</param>
/// <param name="Seq">The last event that needs no more telling.</param>
/// <param name="At">When that was accepted, Unix milliseconds: finds the place again in a log with another epoch.</param>
internal sealed record RoomCursor(string Epoch, long Seq, long At)
{
    public static RoomCursor Parse(string text)
    {
        var words = text.Split(' ');
        return new RoomCursor(words[0], long.Parse(words[1], CultureInfo.InvariantCulture), long.Parse(words[2], CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch} {Seq} {At}");
}
