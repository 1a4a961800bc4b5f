using AspireChat.Web.Client.Language;
using AspireChat.Web.Client.Text;

namespace AspireChat.Web.Client.Rooms;

/// <summary>The text shown in place of the message box when the user cannot write.</summary>
internal static class CannotWriteText
{
    /// <summary>Why the user cannot write in a room.</summary>
    public static string Of(OpenRoom room)
    {
        if (room.Settings.Archived)
        {
            return Words.RoomsArchivedHint;
        }

        return room.Mute switch
        {
            null => Words.RoomsReadOnlyHint,
            { Until: { } until } mute => WithReason(Say.With(Words.RoomsMutedUntil, DayText.Exact(until)), mute.Reason),
            { } mute => WithReason(Words.RoomsMutedForNow, mute.Reason),
        };
    }

    private static string WithReason(string muted, string? reason) =>
        reason is null ? muted : Say.With(Words.RoomsMutedBecause, muted, reason);
}
