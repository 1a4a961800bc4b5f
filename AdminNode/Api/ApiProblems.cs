using System.Text.Json;
using System.Text.RegularExpressions;
using AspireChat.Contracts;
using AspireChat.Store.Redis;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Api;

/// <summary>Turns every error into problem details (RFC 9457) with a stable <c>code</c> and an explanation of how to fix it.</summary>
internal sealed partial class ApiProblems(IProblemDetailsService problems, ILogger<ApiProblems> logger) : IExceptionHandler
{
    private const string Code = "code";

    /// <summary>Returns the status of the response to an exception.</summary>
    public static int StatusOf(Exception exception) => exception switch
    {
        ApiException refused => refused.Status,
        BadHttpRequestException bad => bad.StatusCode,
        _ when exception.IsFull() => StatusCodes.Status507InsufficientStorage,
        RedisException or TimeoutException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>Adds the code and the explanation if they are missing.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        var (code, detail) = Standard(problem.Status ?? context.HttpContext.Response.StatusCode);
        problem.Extensions.TryAdd(Code, code);
        problem.Detail ??= detail;
    }

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var status = StatusOf(exception);
        if (status == StatusCodes.Status500InternalServerError && !httpContext.RequestAborted.IsCancellationRequested)
        {
            LogFailed(exception, httpContext.Request.Method, httpContext.Request.Path);
        }

        httpContext.Response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = "1";
        }

        var answer = new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = status, Detail = DetailOf(exception) },
        };
        if (exception is ApiException refused)
        {
            answer.ProblemDetails.Extensions[Code] = refused.Code;
        }

        return await problems.TryWriteAsync(answer);
    }

    private static string? DetailOf(Exception exception) => exception switch
    {
        ApiException refused => refused.Message,
        BadHttpRequestException { InnerException: JsonException json } => $"The body is not valid: {Explain(json)}",
        BadHttpRequestException bad when WrongParameter().Match(bad.Message) is { Success: true } wrong =>
            $"The parameter {wrong.Groups["name"].Value} cannot be '{wrong.Groups["value"].Value}'.",
        BadHttpRequestException bad when bad.StatusCode == StatusCodes.Status400BadRequest => bad.Message,
        _ => null,
    };

    /// <summary>Returns what is wrong with the JSON and where, without the names of .NET types.</summary>
    private static string Explain(JsonException json)
    {
        var text = json.Message.Split(" Path: ", 2)[0];
        var what = UnknownProperty(text) is { } name ? $"it has an unknown property '{name}'."
            : text.Contains("could not be converted", StringComparison.Ordinal) ? "a value has the wrong type."
            : OurTypes().Replace(text, "");
        return json.Path is { Length: > 1 } path ? $"{what} (at {path})" : what;
    }

    private static string? UnknownProperty(string text)
    {
        const string before = "The JSON property '";
        var end = text.IndexOf("' could not be mapped to any .NET member", StringComparison.Ordinal);
        return end > before.Length && text.StartsWith(before, StringComparison.Ordinal) ? text[before.Length..end] : null;
    }

    private static (string Code, string? Detail) Standard(int status) => status switch
    {
        StatusCodes.Status400BadRequest => (ChatErrors.BadRequest, null),
        StatusCodes.Status401Unauthorized => (
            ApiException.Unauthorized, "Send the admin key as X-Api-Key, or a token with the role admin as Authorization: Bearer."),
        StatusCodes.Status403Forbidden => (ChatErrors.Forbidden, "The token's role is not admin."),
        StatusCodes.Status404NotFound => (ChatErrors.NotFound, $"There is no such call; {ApiRequest.Root}/openapi.json lists them."),
        StatusCodes.Status405MethodNotAllowed => (
            "method_not_allowed", "This path does not support the method; see the Allow header."),
        StatusCodes.Status409Conflict => ("conflict", null),
        StatusCodes.Status413PayloadTooLarge => ("too_large", $"The body can have at most {ApiRequest.MaxBody} bytes."),
        StatusCodes.Status415UnsupportedMediaType => (
            "unsupported_media_type", "Send JSON, with Content-Type: application/json."),
        StatusCodes.Status429TooManyRequests => (ChatErrors.RateLimited, "Too many calls; the Retry-After header says when to try again."),
        StatusCodes.Status503ServiceUnavailable => (ChatErrors.Unavailable, "Redis cannot be reached; try again in a moment."),
        StatusCodes.Status507InsufficientStorage => (
            ChatErrors.Full, "Redis has reached its memory limit. Reading and deleting go on: delete rooms, or raise its maxmemory."),
        _ => ("internal", null),
    };

    // ASP.NET Core's message, which contains the name of a .NET type.
    [GeneratedRegex("""^Failed to bind parameter "\S+ (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex WrongParameter();

    [GeneratedRegex("""\s*(of|on|in) type '?[\w.]*\.(Contracts|AdminNode)\b[^'\s]*'?""")]
    private static partial Regex OurTypes();

    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed.")]
    private partial void LogFailed(Exception exception, string method, string path);
}

/// <summary>A refusal. The response is problem details (RFC 9457) with <paramref name="code"/> as an extension.</summary>
internal sealed class ApiException(int status, string code, string detail) : Exception(detail)
{
    /// <summary>The code of a response without valid credentials.</summary>
    public const string Unauthorized = "unauthorized";

    public int Status { get; } = status;

    public string Code { get; } = code;

    public static ApiException NotFound(string what, string id) =>
        new(StatusCodes.Status404NotFound, ChatErrors.NotFound, $"There is no {what} '{id}'.");

    public static ApiException BadRequest(string detail) => new(StatusCodes.Status400BadRequest, ChatErrors.BadRequest, detail);

    public static ApiException Unavailable(string detail) => new(StatusCodes.Status503ServiceUnavailable, ChatErrors.Unavailable, detail);

    public static ApiException Conflict(string detail) => new(StatusCodes.Status409Conflict, "conflict", detail);
}
