using System.Net;
using System.Text.Json;
using AspireChat.Contracts;
using AspireChat.Web.Client.Admin.Language;

namespace AspireChat.Web.Client.Admin.Api;

/// <summary>A call of the admin API was refused or failed; the message is a text to show.</summary>
public sealed class AdminProblemException(string message, HttpStatusCode? status = null, string? code = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The response's status; null if there was none.</summary>
    public HttpStatusCode? Status { get; } = status;

    /// <summary>The problem's stable code, if it has one.</summary>
    public string? Code { get; } = code;

    /// <summary>Reads the problem details of a response (RFC 9457).</summary>
    public static async Task<AdminProblemException> ReadAsync(HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            try
            {
                using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                var text = Known(Text(problem, "code")) ?? Text(problem, "detail") ?? Text(problem, "title");
                if (text is not null)
                {
                    return new(text, response.StatusCode, Text(problem, "code"));
                }
            }
            catch (JsonException)
            {
                // Fall back to the status.
            }
        }

        return new(
            response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
                ? Words.StatusUnavailable
                : Say.With(Words.StatusOther, (int)response.StatusCode),
            response.StatusCode);
    }

    /// <summary>The page's own text for problems that any call can have. Other refusals come with the API's explanation.</summary>
    private static string? Known(string? code) => code switch
    {
        ChatErrors.Unavailable => Words.ProblemUnavailable,
        ChatErrors.RateLimited => Words.ProblemRateLimited,
        "internal" => Words.ProblemInternal,
        _ => null,
    };

    private static string? Text(JsonDocument problem, string name) =>
        problem.RootElement.ValueKind == JsonValueKind.Object
        && problem.RootElement.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text ? text : null;
}
