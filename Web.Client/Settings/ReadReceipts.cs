using AspireChat.Web.Client.Browser;

namespace AspireChat.Web.Client.Settings;

/// <summary>Whether the others in a direct room see how far the user has read. Off until the user turns it on.</summary>
public sealed class ReadReceipts(LocalStorage storage)
{
    private const string Key = "read-receipts";

    /// <summary>Whether it is on.</summary>
    public bool Enabled => storage.Get(Key) == "on";

    /// <summary>Turns it on or off.</summary>
    public void Enable(bool enabled) => storage.Set(Key, enabled ? "on" : null);
}
