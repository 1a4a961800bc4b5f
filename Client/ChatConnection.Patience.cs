using AspireChat.Client.Connecting;
using AspireChat.Contracts;

namespace AspireChat.Client;

/// <content>
/// Calls wait for a connection that is just away, and are repeated if their answer was lost: what the hub is asked has the same outcome once or twice.
/// </content>
public sealed partial class ChatConnection
{
    /// <summary>A call that wants the room to be joined.</summary>
    private Task<T> CallAsync<T>(string room, string method, object argument, CancellationToken cancellationToken) =>
        CallAsync<T>(room, method, argument, doneBefore: null, cancellationToken);

    /// <summary>A call that wants the room to be joined, and is refused when it is repeated.</summary>
    /// <param name="room">The room.</param>
    /// <param name="method">The hub's method.</param>
    /// <param name="argument">Its argument.</param>
    /// <param name="doneBefore">The code by which a repetition is refused after the first try was carried out: then the result is the type's default.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    private Task<T> CallAsync<T>(string room, string method, object argument, string? doneBefore, CancellationToken cancellationToken) =>
        PersistAsync<T>(JoinedSession(room).Joined.WhenJoinedAsync, method, argument, doneBefore, cancellationToken);

    /// <summary>A call about rooms and users in general.</summary>
    private Task<T> AskAsync<T>(string method, object argument, CancellationToken cancellationToken) =>
        AskAsync<T>(method, argument, doneBefore: null, cancellationToken);

    private Task<T> AskAsync<T>(string method, object argument, string? doneBefore, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return PersistAsync<T>(_connection.WhenOnlineAsync, method, argument, doneBefore, cancellationToken);
    }

    private async Task<T> PersistAsync<T>(
        Func<CancellationToken, Task<HubLink>> find, string method, object argument, string? doneBefore, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.CallPatience, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
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
        catch (OperationCanceledException) when (_disposed)
        {
            throw new ObjectDisposedException(nameof(ChatConnection));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ChatException(ChatErrors.Unavailable, lost is null
                ? "Not connected at the moment. Try again once the connection is back."
                : $"The connection was lost before the answer came: {lost.Message}");
        }
    }
}
