using System.Net;
using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.Client;

/// <summary>Translates SignalR's exceptions into errors that a person can read and a program can test.</summary>
internal static class ConnectionErrors
{
    // SignalR's client throws this HubException from pending calls when the server closed the connection with an error.
    private const string ClosedByServer = "The server closed the connection";

    /// <summary>Whether the error means that the connection ended, rather than that a call was refused.</summary>
    public static bool IsClose(HubException error) => error.Message.StartsWith(ClosedByServer, StringComparison.Ordinal);

    /// <summary>Converts the refusal of a call.</summary>
    public static ChatException Refusal(HubException error)
    {
        var code = ChatErrors.CodeOf(error.Message);
        if (code.Length == 0)
        {
            return new ChatException("", error.Message);
        }

        var marker = code + ": ";
        var start = error.Message.IndexOf(marker, StringComparison.Ordinal) + marker.Length;
        return new ChatException(code, error.Message[start..]);
    }

    /// <summary>The status with which the server refused the token: 401 or 403; null if the attempt failed otherwise.</summary>
    public static HttpStatusCode? RefusedToken(Exception error) => error switch
    {
        HttpRequestException { StatusCode: (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) and { } status } => status,
        AggregateException { InnerExceptions: [var first, ..] } => RefusedToken(first),
        _ => null,
    };

    /// <summary>Returns one line that says why connecting failed or the connection ended.</summary>
    public static string Describe(Exception? error, Uri hub) => error switch
    {
        null => "The server closed the connection.",
        HttpRequestException { StatusCode: HttpStatusCode.Unauthorized } => "The server refused the token (401). Sign in again.",
        HttpRequestException { StatusCode: HttpStatusCode.Forbidden } =>
            "Access to the chat was refused (403): you are banned, or the token does not belong to a person.",
        HttpRequestException { StatusCode: HttpStatusCode.NotFound } => $"There is no chat hub at {hub} (404).",
        HttpRequestException { StatusCode: HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway } =>
            "No node accepts new clients at the moment (503).",
        AggregateException { InnerExceptions: [var first, ..] } => Describe(first, hub),
        _ => error.Message,
    };
}
