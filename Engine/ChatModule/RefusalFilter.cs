using AspireChat.Contracts;
using AspireChat.Engine.Telemetry;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.Engine.ChatModule;

/// <summary>Turns a Redis that does not answer into <c>unavailable:</c>, and counts every refusal by its code.</summary>
internal sealed partial class RefusalFilter(ChatMetrics metrics, ILogger<RefusalFilter> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
        catch (HubException refused)
        {
            metrics.Rejected(ChatErrors.CodeOf(refused.Message));
            throw;
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
