using AspireChat.AdminNode.Api.Idempotency;
using AspireChat.Contracts.Admin;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Api.Audit;

/// <summary>
/// Writes every call that changes something, or was refused to, into the audit log. Whoever may not call at all is not in it
/// (the process's log has them): nobody from outside can fill the log until what matters has left it.
/// </summary>
internal sealed partial class AuditMiddleware(RequestDelegate next, AuditLog audit, TimeProvider time, ILogger<AuditMiddleware> logger)
{
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
            // An answer that was given before tells of what was done, and written down, before.
            if (!context.Response.Headers.ContainsKey(IdempotencyMiddleware.ReplayedHeader))
            {
                await WriteAsync(context, body, status);
            }
        }
    }

    private async Task WriteAsync(HttpContext context, byte[] body, int status)
    {
        var entry = new AuditEntry
        {
            At = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Who = AdminCaller.Of(context).Name,
            Action = ApiRequest.OperationOf(context)!,
            Target = string.Join('/', context.GetRouteData().Values.Values),
            Detail = AuditDetail.Of(body),
            Status = status,
        };
        try
        {
            await audit.AddAsync(entry);
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            // Not a reason to fail what was done; but it must be found somewhere.
            LogNotWritten(entry.Who, entry.Action, entry.Target, entry.Status, away.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Not in the audit log, since Redis does not answer: {Who} {Action} {Target} → {Status} ({Reason})")]
    private partial void LogNotWritten(string who, string action, string target, int status, string reason);
}
