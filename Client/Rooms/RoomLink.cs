using AspireChat.Client.Connecting;
using AspireChat.Contracts;

namespace AspireChat.Client.Rooms;

/// <summary>The link on which a room is joined. Safe for several threads.</summary>
internal sealed class RoomLink(ConnectionLoop connection, ChatConnectionOptions options)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<HubLink> _joined = NotJoined();

    /// <summary>The link; null while the room is not joined on one that is open.</summary>
    public HubLink? Current
    {
        get
        {
            lock (_gate)
            {
                return _joined.Task is { IsCompletedSuccessfully: true, Result: { IsOpen: true } link } ? link : null;
            }
        }
    }

    public void Set(HubLink link)
    {
        lock (_gate)
        {
            if (_joined.Task.IsCompleted)
            {
                _joined = NotJoined();
            }

            _joined.SetResult(link);
        }
    }

    /// <summary>The room turned out not to be joined on it.</summary>
    public void Forget(HubLink link)
    {
        lock (_gate)
        {
            if (_joined.Task is { IsCompletedSuccessfully: true } joined && joined.Result == link)
            {
                _joined = NotJoined();
            }
        }
    }

    /// <summary>The link, as soon as the room is joined.</summary>
    /// <exception cref="ChatException"><see cref="ChatErrors.Unavailable"/>: offline.</exception>
    public async Task<HubLink> WhenJoinedAsync(CancellationToken cancellationToken)
    {
        Task<HubLink> joined;
        lock (_gate)
        {
            if (_joined.Task is { IsCompletedSuccessfully: true, Result.IsOpen: false })
            {
                _joined = NotJoined();
            }

            joined = _joined.Task;
        }

        try
        {
            if (joined.IsCompleted || connection.Link is not null)
            {
                return await joined.WaitAsync(options.InvocationTimeout, options.Time, cancellationToken);
            }
        }
        catch (TimeoutException)
        {
        }

        throw new ChatException(ChatErrors.Unavailable, "Not connected at the moment. Try again once the connection is back.");
    }

    private static TaskCompletionSource<HubLink> NotJoined() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
