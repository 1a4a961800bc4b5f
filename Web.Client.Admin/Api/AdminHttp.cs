using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AspireChat.Web.Client.Admin.Language;

namespace AspireChat.Web.Client.Admin.Api;

/// <summary>Calls the admin API (docs/admin-api.md) with the session's token. If the token is refused, the session ends.</summary>
internal sealed class AdminHttp(HttpClient http, AdminSession session)
{
    internal async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type)
    {
        using var response = await AskAsync(
            HttpMethod.Get, path, null, null, HttpCompletionOption.ResponseContentRead, CancellationToken.None);
        return await ReadAsync(response, type);
    }

    /// <summary>Sends a write. Sent again with the same idempotency key, it is not applied again.</summary>
    internal async Task<TAnswer> SendAsync<TAnswer>(
        HttpMethod method, string path, string key, JsonTypeInfo<TAnswer> answer, HttpContent? body = null)
    {
        using var response = await AskAsync(method, path, key, body, HttpCompletionOption.ResponseContentRead, CancellationToken.None);
        return await ReadAsync(response, answer);
    }

    internal async Task SendAsync(HttpMethod method, string path, string key, HttpContent? body = null)
    {
        using var response = await AskAsync(method, path, key, body, HttpCompletionOption.ResponseContentRead, CancellationToken.None);
    }

    internal async Task<HttpResponseMessage> AskAsync(
        HttpMethod method, string path, string? key, HttpContent? body, HttpCompletionOption completion,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(AdminSession.Root + path, UriKind.Relative)) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session.Value?.Token);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, completion, cancellationToken);
        }
        catch (HttpRequestException failed)
        {
            throw new AdminProblemException(Words.Unreachable, inner: failed);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            if (response.StatusCode == HttpStatusCode.Unauthorized)
            {
                session.EndAsExpired();
            }

            throw await AdminProblemException.ReadAsync(response);
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(type) ?? throw new JsonException("null");
        }
        catch (JsonException invalid)
        {
            throw new AdminProblemException(Words.UnexpectedAnswer, response.StatusCode, inner: invalid);
        }
    }

    /// <summary>Joins these segments, each escaped: a user's id may contain any character.</summary>
    internal static string Path(params ReadOnlySpan<string> segments)
    {
        var escaped = new string[segments.Length];
        for (var index = 0; index < escaped.Length; index++)
        {
            escaped[index] = Uri.EscapeDataString(segments[index]);
        }

        return string.Join('/', escaped);
    }

    /// <summary>Adds the parameters that have a value to a path.</summary>
    internal static string Query(string path, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var separator = '?';
        foreach (var (name, value) in parameters)
        {
            if (!string.IsNullOrEmpty(value))
            {
                path += $"{separator}{name}={Uri.EscapeDataString(value)}";
                separator = '&';
            }
        }

        return path;
    }

    internal static string? Flag(bool? value) => value switch { true => "true", false => "false", null => null };

    internal static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
