namespace AspireChat.Client;

/// <summary>The link on which a room is joined. Thread-safe.</summary>
internal sealed class RoomLink
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<HubLink> _joined = NotJoined();

    /// <summary>The link; null while the room is not joined on an open link.</summary>
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

    /// <summary>The server reported that the room is not joined on this link.</summary>
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

    /// <summary>Returns the link, as soon as the room is joined.</summary>
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

        return await joined.WaitAsync(cancellationToken);
    }

    private static TaskCompletionSource<HubLink> NotJoined() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
