using AspireChat.Contracts;
using AspireChat.Web.Client.Language;
using AspireChat.Web.Client.Rooms;
using AspireChat.Web.Client.Timeline;

namespace AspireChat.Web.Client.Messages;

/// <summary>The text of an event that is not a message.</summary>
internal static class EventText
{
    /// <summary>How many names are listed; of more, one less and the number of the others.</summary>
    public const int MaxNames = 3;

    /// <summary>Who joined, or left, one after the other.</summary>
    public static string Of(IReadOnlyList<TimelineMembership> together)
    {
        var names = NamesOf(together);
        if (names.Length > MaxNames)
        {
            names = [.. names[..(MaxNames - 1)], Say.Count(nameof(Words.OtherPeople_other), names.Length - MaxNames + 1)];
        }

        return Say.With(together[0].Joined ? Words.JoinedRoom : Words.LeftRoom, Intl.List(names));
    }

    /// <summary>The names of all of them.</summary>
    public static string AllNames(IReadOnlyList<TimelineMembership> together) => Intl.List(NamesOf(together));

    /// <summary>What happened, in a sentence.</summary>
    public static string Of(TimelineEntry entry) => entry switch
    {
        TimelineMembership membership => Say.With(membership.Joined ? Words.JoinedRoom : Words.LeftRoom, membership.Name),
        TimelineRole change => Say.With(Words.RoomsRoleChanged, change.Name, change.Member, RoleName(change.Role)),
        TimelineSettings { Topic: { Length: > 0 } topic } change => Say.With(Words.TopicChanged, change.Name, topic),
        TimelineSettings { Topic: not null } change => Say.With(Words.TopicRemoved, change.Name),
        TimelineSettings change => Settings(change.Name, change.Settings),
        _ => "",
    };

    private static string[] NamesOf(IReadOnlyList<TimelineMembership> together) =>
        [.. together.DistinctBy(membership => membership.User).Select(membership => Bidi.Isolate(membership.Name))];

    private static string RoleName(string role) => RoleText.Of(role) is { Length: > 0 } name ? name : Words.RoomsMember;

    private static string Settings(string name, RoomSettings settings)
    {
        List<string> now = [];
        if (settings.Archived)
        {
            now.Add(Words.SettingArchived);
        }

        if (settings.ReadOnly)
        {
            now.Add(Words.SettingReadOnly);
        }

        if (settings.SlowModeSeconds > 0)
        {
            now.Add(Say.With(Words.SettingSlowMode, Intl.Number(settings.SlowModeSeconds)));
        }

        if (settings.Private)
        {
            now.Add(Words.SettingPrivate);
        }

        return now.Count == 0
            ? Say.With(Words.SettingsChangedOther, name)
            : Say.With(Words.SettingsChanged, name, string.Join(Words.ListSeparator, now));
    }
}
