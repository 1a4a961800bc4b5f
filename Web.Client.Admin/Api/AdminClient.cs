using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AspireChat.Web.Client.Admin.Access;
using AspireChat.Web.Client.Admin.Language;

namespace AspireChat.Web.Client.Admin.Api;

/// <summary>The admin API (docs/admin-api.md), called with the session's token. A token that is refused ends the session.</summary>
public sealed partial class AdminClient(HttpClient http, AdminSession session)
{
    /// <summary>Where the API is, from the page's base.</summary>
    public const string Root = "api/admin/v1/";

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type)
    {
        using var response = await AskAsync(HttpMethod.Get, path, null, null, HttpCompletionOption.ResponseContentRead, CancellationToken.None);
        return await ReadAsync(response, type);
    }

    /// <summary>A write. Sent again with the same key, it is not done again.</summary>
    private async Task<TAnswer> SendAsync<TAnswer>(HttpMethod method, string path, string key, JsonTypeInfo<TAnswer> answer, HttpContent? body = null)
    {
        using var response = await AskAsync(method, path, key, body, HttpCompletionOption.ResponseContentRead, CancellationToken.None);
        return await ReadAsync(response, answer);
    }

    private async Task SendAsync(HttpMethod method, string path, string key, HttpContent? body = null)
    {
        using var response = await AskAsync(method, path, key, body, HttpCompletionOption.ResponseContentRead, CancellationToken.None);
    }

    private async Task<HttpResponseMessage> AskAsync(
        HttpMethod method, string path, string? key, HttpContent? body, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(Root + path, UriKind.Relative)) { Content = body };
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
        catch (HttpRequestException away)
        {
            throw new AdminProblemException(Words.Away, inner: away);
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
        catch (JsonException strange)
        {
            throw new AdminProblemException(Words.Strange, response.StatusCode, inner: strange);
        }
    }

    /// <summary>A path of these segments, each escaped: a user's id may hold anything.</summary>
    private static string Path(params ReadOnlySpan<string> segments)
    {
        var escaped = new string[segments.Length];
        for (var index = 0; index < escaped.Length; index++)
        {
            escaped[index] = Uri.EscapeDataString(segments[index]);
        }

        return string.Join('/', escaped);
    }

    /// <summary>A path with those parameters that have a value.</summary>
    private static string Query(string path, params ReadOnlySpan<(string Name, string? Value)> parameters)
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

    private static string? Flag(bool? value) => value switch { true => "true", false => "false", null => null };
}
