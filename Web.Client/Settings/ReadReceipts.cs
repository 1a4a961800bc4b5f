using AspireChat.Web.Client.Browser;

namespace AspireChat.Web.Client.Settings;

/// <summary>Whether the others in a direct room see how far the user has read. Off until the user wants it.</summary>
public sealed class ReadReceipts(LocalStorage storage)
{
    private const string Key = "read-receipts";

    /// <summary>Whether the user wants it.</summary>
    public bool Wanted => storage.Get(Key) == "on";

    /// <summary>Switches it on or off.</summary>
    public void Want(bool wanted) => storage.Set(Key, wanted ? "on" : null);
}
