using System.Text.Json;
using System.Text.RegularExpressions;
using AspireChat.Contracts;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Api;

/// <summary>Makes problem details (RFC 9457) of whatever goes wrong, each with a stable <c>code</c> and words that say what to mend.</summary>
internal sealed partial class ApiProblems(IProblemDetailsService problems, ILogger<ApiProblems> logger) : IExceptionHandler
{
    private const string Code = "code";

    /// <summary>The status that an exception is answered with.</summary>
    public static int StatusOf(Exception exception) => exception switch
    {
        ApiException refused => refused.Status,
        BadHttpRequestException bad => bad.StatusCode,
        RedisException or TimeoutException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>Gives an answer its code and explanation where it has none yet.</summary>
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

        var answer = new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = { Status = status, Detail = DetailOf(exception) } };
        if (exception is ApiException refused)
        {
            answer.ProblemDetails.Extensions[Code] = refused.Code;
        }

        return await problems.TryWriteAsync(answer);
    }

    private static string? DetailOf(Exception exception) => exception switch
    {
        ApiException refused => refused.Message,
        BadHttpRequestException { InnerException: JsonException json } => $"The body is wrong: {Words(json)}",
        BadHttpRequestException bad when WrongParameter().Match(bad.Message) is { Success: true } wrong =>
            $"The parameter {wrong.Groups["name"].Value} cannot be '{wrong.Groups["value"].Value}'.",
        BadHttpRequestException bad when bad.StatusCode == StatusCodes.Status400BadRequest => bad.Message,
        _ => null,
    };

    /// <summary>What is wrong with the JSON and where, without the names of our types.</summary>
    private static string Words(JsonException json)
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
        StatusCodes.Status401Unauthorized => ("unauthorized", "Give the admin key in X-Api-Key, or a token with the role admin as Authorization: Bearer."),
        StatusCodes.Status403Forbidden => (ChatErrors.Forbidden, "The token's role is not admin."),
        StatusCodes.Status404NotFound => (ChatErrors.NotFound, $"There is no such call; {ApiRequest.Root}/openapi.json lists them."),
        StatusCodes.Status405MethodNotAllowed => ("method_not_allowed", "This address does not take that method; the Allow header names those it takes."),
        StatusCodes.Status409Conflict => ("conflict", null),
        StatusCodes.Status413PayloadTooLarge => ("too_large", $"A body may have at most {ApiRequest.MaxBody} bytes."),
        StatusCodes.Status415UnsupportedMediaType => ("unsupported_media_type", "Send JSON, with Content-Type: application/json."),
        StatusCodes.Status429TooManyRequests => (ChatErrors.RateLimited, "Too many calls; the Retry-After header says when to try again."),
        StatusCodes.Status503ServiceUnavailable => (ChatErrors.Unavailable, "Redis cannot be reached; try again in a moment."),
        _ => ("internal", null),
    };

    // ASP.NET Core's words, with the name of a .NET type in them.
    [GeneratedRegex("""^Failed to bind parameter "\S+ (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex WrongParameter();

    [GeneratedRegex("""\s*(of|on|in) type '?AspireChat[^'\s]*'?""")]
    private static partial Regex OurTypes();

    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed.")]
    private partial void LogFailed(Exception exception, string method, string path);
}
