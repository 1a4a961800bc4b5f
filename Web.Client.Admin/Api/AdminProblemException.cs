using System.Net;
using System.Text.Json;
using AspireChat.Contracts;
using AspireChat.Web.Client.Admin.Language;

namespace AspireChat.Web.Client.Admin.Api;

/// <summary>The admin API refused or failed; the message is for the person at the screen.</summary>
public sealed class AdminProblemException(string message, HttpStatusCode? status = null, string? code = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The answer's status; null when there was no answer.</summary>
    public HttpStatusCode? Status { get; } = status;

    /// <summary>The problem's stable code, where it has one.</summary>
    public string? Code { get; } = code;

    /// <summary>Reads the problem details of an answer (RFC 9457).</summary>
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
                // Then the status has to say it.
            }
        }

        return new(
            response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
                ? Words.StatusAway
                : Say.With(Words.StatusOther, (int)response.StatusCode),
            response.StatusCode);
    }

    /// <summary>The page's own text for what may happen to any call. What a call refuses, the API explains with the names in question.</summary>
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
