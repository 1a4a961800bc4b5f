using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Store.Redis;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.ChatNode.ChatModule;

/// <summary>
/// Refuses calls of banned users and calls without their argument, turns a Redis that does not answer into <c>unavailable:</c> and
/// one that has no memory left into <c>full:</c>, and counts every refusal by its code.
/// </summary>
internal sealed partial class RefusalFilter(Admission admission, ChatMetrics metrics, ILogger<RefusalFilter> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            if (admission.Refuse(invocationContext.Context.User) is { } refusal)
            {
                // Closing the connection takes a moment.
                throw Refusal.NotAdmitted(refusal);
            }

            if (invocationContext.HubMethodArguments.Contains(null))
            {
                throw Refusal.BadRequest("the call's argument is missing.");
            }

            return await next(invocationContext);
        }
        catch (HubException refused)
        {
            metrics.Rejected(ChatErrors.CodeOf(refused.Message));
            throw;
        }
        catch (Exception full) when (full.IsFull())
        {
            metrics.Rejected(ChatErrors.Full);
            throw Refusal.Full();
        }
        catch (Exception away) when (away is RedisException or TimeoutException or ObjectDisposedException)
        {
            LogUnavailable(invocationContext.HubMethodName, away.Message);
            metrics.Rejected(ChatErrors.Unavailable);
            throw Refusal.Unavailable();
        }
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            // SignalR's own log of failed calls is off (see AddChatHub), since it would write a stack trace for every refusal.
            LogFailed(unexpected, invocationContext.HubMethodName);
            throw;
        }
    }

    [LoggerMessage(2, LogLevel.Error, "{Method} failed.")]
    private partial void LogFailed(Exception exception, string method);

    [LoggerMessage(1, LogLevel.Debug, "{Method} was refused because Redis does not answer: {Reason}")]
    private partial void LogUnavailable(string method, string reason);
}
