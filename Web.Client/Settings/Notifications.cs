using AspireChat.Web.Client.Browser;

namespace AspireChat.Web.Client.Settings;

/// <summary>
/// The browser's notifications of mentions and direct messages. Off, and silent, until the user turns them and their sound on.
/// </summary>
internal sealed class Notifications(LocalStorage storage, PageScript script)
{
    private const string Key = "notifications";
    private const string SoundKey = "notification-sound";
    private const int MaxText = 200;

    /// <summary>Whether they are on.</summary>
    public bool Enabled => storage.Get(Key) == "on";

    /// <summary>Whether they make a sound.</summary>
    public bool Sound => storage.Get(SoundKey) == "on";

    /// <summary>Turns them on or off. False if the browser does not allow them.</summary>
    public async Task<bool> EnableAsync(bool enabled)
    {
        var allowed = !enabled || await script.AskToNotifyAsync();
        storage.Set(Key, enabled && allowed ? "on" : null);
        return allowed;
    }

    /// <summary>Turns their sound on or off.</summary>
    public void EnableSound(bool enabled) => storage.Set(SoundKey, enabled ? "on" : null);

    /// <summary>Shows a notification, if they are on.</summary>
    /// <param name="title">The title.</param>
    /// <param name="text">The message.</param>
    /// <param name="address">The address of the page to open when it is clicked.</param>
    public async Task ShowAsync(string title, string text, string address)
    {
        if (Enabled)
        {
            await script.NotifyAsync(title, text[..Math.Min(text.Length, MaxText)], address, silent: !Sound);
        }
    }
}
