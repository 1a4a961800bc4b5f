using AspireChat.Client;

namespace AspireChat.Web.Client.Chat;

/// <summary>Whether the user is looking at the page, and whether the device has a network.</summary>
public sealed class PageActivity
{
    private readonly ChatConnection _connection;
    private readonly Action _changed;

    internal PageActivity(ChatConnection connection, Action changed) => (_connection, _changed) = (connection, changed);

    /// <summary>Whether the page is visible and has the focus. Messages that arrive while it is not count as unread.</summary>
    public bool IsWatched { get; internal set; } = true;

    /// <summary>Whether the device has a network. The browser knows at once; the connection only notices after half a minute.</summary>
    public bool HasNetwork { get; private set; } = true;

    /// <summary>The device has lost its network, or has one again.</summary>
    public void SetNetwork(bool available)
    {
        HasNetwork = available;
        _changed();
    }

    /// <summary>Tells the server that the user is away, or back.</summary>
    public async Task SetAwayAsync(bool away)
    {
        try
        {
            await _connection.SetAwayAsync(away);
        }
        catch (Exception failed) when (failed is ChatException or OperationCanceledException or ObjectDisposedException)
        {
            // The next connection is told.
        }
    }
}
