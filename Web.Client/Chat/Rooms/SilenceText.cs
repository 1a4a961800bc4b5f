using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Chat.Rooms;

/// <summary>Why the user cannot write in a room.</summary>
internal static class SilenceText
{
    /// <summary>What stands in place of the box.</summary>
    public static string Of(OpenRoom room)
    {
        if (room.Settings.Archived)
        {
            return Words.RoomsArchivedHint;
        }

        return room.Mute switch
        {
            null => Words.RoomsReadOnlyHint,
            { Until: { } until } mute => Because(Say.With(Words.RoomsMutedUntil, DayText.Exact(until)), mute.Reason),
            { } mute => Because(Words.RoomsMutedForNow, mute.Reason),
        };
    }

    private static string Because(string muted, string? reason) => reason is null ? muted : Say.With(Words.RoomsMutedBecause, muted, reason);
}
