using AspireChat.Web.Client.Chat.Timeline;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Chat.Talk;

/// <summary>What a change of a room's settings says.</summary>
internal static class SettingsText
{
    /// <summary>The new topic, or how the room is now.</summary>
    public static string Of(TimelineSettings changed)
    {
        if (changed.Topic is { } topic)
        {
            return topic.Length > 0 ? Say.With(Words.TalkTopicChanged, changed.Name, topic) : Say.With(Words.TalkTopicRemoved, changed.Name);
        }

        var settings = changed.Settings;
        List<string> now = [];
        if (settings.Archived)
        {
            now.Add(Words.TalkArchived);
        }

        if (settings.ReadOnly)
        {
            now.Add(Words.TalkReadOnly);
        }

        if (settings.SlowModeSeconds > 0)
        {
            now.Add(Say.With(Words.TalkSlowMode, Intl.Number(settings.SlowModeSeconds)));
        }

        if (settings.Private)
        {
            now.Add(Words.TalkPrivate);
        }

        return now.Count == 0
            ? Say.With(Words.TalkSettingsPlain, changed.Name)
            : Say.With(Words.TalkSettingsChanged, changed.Name, string.Join(Words.TalkListSeparator, now));
    }
}
