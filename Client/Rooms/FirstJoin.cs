namespace AspireChat.Client;

/// <summary>The first join of a room, for which several callers can wait. Thread-safe.</summary>
internal sealed class FirstJoin
{
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    public bool Succeeded => _joined.Task.IsCompletedSuccessfully;

    /// <summary>
    /// Waits for the join. <paramref name="abandoned"/> is called if it failed, or when the last waiting caller gives up.
    /// </summary>
    public async Task WaitAsync(Action abandoned, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _joined.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            if (Interlocked.Decrement(ref _waiting) == 0 && !Succeeded)
            {
                abandoned();
            }
        }
    }

    public void Succeed() => _joined.TrySetResult();

    /// <summary>Returns false if the first join has already ended.</summary>
    public bool TryFail(ChatException refused) => _joined.TrySetException(refused);

    public void Cancel() => _joined.TrySetCanceled(CancellationToken.None);
}
