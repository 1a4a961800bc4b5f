using AspireChat.Client.Connecting;
using AspireChat.Contracts;

namespace AspireChat.Client;

/// <content>
/// Calls wait while the connection is down, and are repeated if their result was lost. That is safe: every call of the hub has the same
/// outcome whether it is made once or twice.
/// </content>
public sealed partial class ChatConnection
{
    /// <summary>A call that requires the room to be joined.</summary>
    private Task<T> CallAsync<T>(string room, string method, object argument, CancellationToken cancellationToken) =>
        CallAsync<T>(room, method, argument, doneBefore: null, cancellationToken);

    /// <summary>A call that requires the room to be joined, and that the server refuses when it is repeated.</summary>
    /// <param name="room">The room's name.</param>
    /// <param name="method">The hub's method.</param>
    /// <param name="argument">Its argument.</param>
    /// <param name="doneBefore">
    /// The error code with which the server refuses a repeated call that it had already carried out. The result is then the type's default.
    /// Null if the call can be repeated with the same result.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait for the result.</param>
    private Task<T> CallAsync<T>(string room, string method, object argument, string? doneBefore, CancellationToken cancellationToken) =>
        InvokeWithRetryAsync<T>(JoinedSession(room).Joined.WhenJoinedAsync, method, argument, doneBefore, cancellationToken);

    /// <summary>A call that does not require a joined room.</summary>
    private Task<T> AskAsync<T>(string method, object argument, CancellationToken cancellationToken) =>
        AskAsync<T>(method, argument, doneBefore: null, cancellationToken);

    private Task<T> AskAsync<T>(string method, object argument, string? doneBefore, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return InvokeWithRetryAsync<T>(_connection.WhenOnlineAsync, method, argument, doneBefore, cancellationToken);
    }

    private async Task<T> InvokeWithRetryAsync<T>(
        Func<CancellationToken, Task<HubLink>> find,
        string method,
        object argument,
        string? doneBefore,
        CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.CallTimeout, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        LinkLostException? lost = null;
        try
        {
            while (true)
            {
                var link = await find(either.Token);
                try
                {
                    return await link.InvokeAsync<T>(method, argument, cancellationToken);
                }
                catch (LinkLostException again)
                {
                    lost = again;
                    await Task.Delay(_options.MinimumReconnectDelay, _options.Time, either.Token);
                }
                catch (ChatException refused) when (lost is not null && refused.Code == doneBefore)
                {
                    return default!;
                }
            }
        }
        catch (Exception ended) when (_disposed && ended is OperationCanceledException or ObjectDisposedException)
        {
            // The same happens to messages that are still waiting: nobody needs the answer any more.
            throw new OperationCanceledException("The connection was disposed before the server answered.", ended);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ChatException(ChatErrors.Unavailable, lost is null
                ? "Not connected. Try again when the connection is back."
                : $"The connection was lost before the server answered: {lost.Message}");
        }
    }
}
