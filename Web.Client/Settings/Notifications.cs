using AspireChat.Web.Client.Browser;
using AspireChat.Web.Client.Chat;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Settings;

/// <summary>The browser's notifications of mentions and direct messages. Off until the user wants them, and silent until they want that too.</summary>
internal sealed class Notifications(LocalStorage storage, PageScript script)
{
    private const string Key = "notifications";
    private const string SoundKey = "notification-sound";
    private const int MaxText = 200;

    /// <summary>Whether the user wants them.</summary>
    public bool Wanted => storage.Get(Key) == "on";

    /// <summary>Whether with a sound.</summary>
    public bool Sound => storage.Get(SoundKey) == "on";

    /// <summary>Switches them on or off. False when the browser does not allow them.</summary>
    public async Task<bool> WantAsync(bool wanted)
    {
        var allowed = !wanted || await script.AskToNotifyAsync();
        storage.Set(Key, wanted && allowed ? "on" : null);
        return allowed;
    }

    /// <summary>Switches their sound on or off.</summary>
    public void WantSound(bool wanted) => storage.Set(SoundKey, wanted ? "on" : null);

    /// <summary>Tells of a mention or a direct message.</summary>
    public async Task TellAsync(OpenRoom room, string author, string text)
    {
        if (Wanted)
        {
            await script.NotifyAsync(room.IsDirect ? author : Say.With(Words.MentionedIn, author, room.Name), text[..Math.Min(text.Length, MaxText)], $"/r/{room.Name}", silent: !Sound);
        }
    }
}
