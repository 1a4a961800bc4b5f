using AspireChat.Contracts.Admin;
using AspireChat.Store.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Api.Audit;

/// <summary>Writes calls to the audit log.</summary>
internal sealed partial class AuditTrail(AuditLog audit, TimeProvider time, ILogger<AuditTrail> logger)
{
    /// <summary>Writes a call that is over. If Redis cannot be reached, the entry is in the process's log instead.</summary>
    public async Task WriteAsync(HttpContext context, byte[] body, int status)
    {
        var entry = EntryOf(context, body, status);
        try
        {
            await audit.AddAsync(entry);
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            // Not a reason to fail a call that is done, but it must be recorded somewhere.
            LogNotWritten(entry.Who, entry.Action, entry.Target, entry.Status, away.Message);
        }
    }

    /// <summary>Writes that messages are read which not everyone can read. Call it before they are read.</summary>
    /// <exception cref="RedisException">Redis cannot be reached, so the call must fail.</exception>
    public Task WriteReadAsync(HttpContext context) => audit.AddAsync(EntryOf(context, [], StatusCodes.Status200OK));

    private AuditEntry EntryOf(HttpContext context, byte[] body, int status)
    {
        var caller = AdminCaller.Of(context);
        return new AuditEntry
        {
            At = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Who = caller.User,
            Name = caller.Name,
            Action = ApiRequest.OperationOf(context)!,
            Target = string.Join('/', context.GetRouteData().Values.Values),
            Detail = AuditDetail.Of(body),
            Status = status,
        };
    }

    [LoggerMessage(
        1, LogLevel.Error, "Not in the audit log, because Redis cannot be reached: {Who} {Action} {Target} → {Status} ({Reason})")]
    private partial void LogNotWritten(string who, string action, string target, int status, string reason);
}

/// <summary>
/// Writes every call that changes something, or was refused to, to the audit log. Callers without access are only in the process's log, so
/// that nobody outside can push entries out.
/// </summary>
internal sealed class AuditMiddleware(RequestDelegate next, AuditTrail audit)
{
    /// <summary>Marks a response that was given, and audited, before.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    public async Task InvokeAsync(HttpContext context)
    {
        if (!ApiRequest.IsWrite(context))
        {
            await next(context);
            return;
        }

        byte[] body = [];
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            body = await ApiRequest.ReadBodyAsync(context);
            await next(context);
            status = context.Response.StatusCode;
        }
        catch (Exception refused)
        {
            status = ApiProblems.StatusOf(refused);
            throw;
        }
        finally
        {
            if (!context.Response.Headers.ContainsKey(ReplayedHeader))
            {
                await audit.WriteAsync(context, body, status);
            }
        }
    }
}
