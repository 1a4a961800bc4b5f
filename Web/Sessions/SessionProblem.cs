using AspireChat.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AspireChat.Web.Sessions;

/// <summary>Problem details (RFC 9457) with a stable <c>code</c>, for requests that Web refuses.</summary>
internal static class SessionProblem
{
    private const string Code = "code";

    /// <summary>A refusal.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">One of <see cref="SessionErrors"/> or <see cref="ChatErrors"/>.</param>
    /// <param name="detail">What to show to the user.</param>
    public static ProblemHttpResult Of(int status, string code, string detail) => TypedResults.Problem(
        detail, statusCode: status, title: "Not signed in", extensions: new Dictionary<string, object?> { [Code] = code });

    /// <summary>Adds a code to refusals without one, such as those by authentication.</summary>
    public static void Complete(ProblemDetailsContext context) => context.ProblemDetails.Extensions.TryAdd(
        Code,
        (context.ProblemDetails.Status ?? context.HttpContext.Response.StatusCode) switch
        {
            StatusCodes.Status400BadRequest => ChatErrors.BadRequest,
            StatusCodes.Status401Unauthorized => "unauthorized",
            StatusCodes.Status403Forbidden => ChatErrors.Forbidden,
            StatusCodes.Status404NotFound => ChatErrors.NotFound,
            StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
            StatusCodes.Status413PayloadTooLarge => "too_large",
            StatusCodes.Status415UnsupportedMediaType => "unsupported_media_type",
            StatusCodes.Status429TooManyRequests => ChatErrors.RateLimited,
            StatusCodes.Status503ServiceUnavailable => ChatErrors.Unavailable,
            _ => "internal",
        });
}
