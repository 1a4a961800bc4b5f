using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AspireChat.Contracts;

namespace AspireChat.Web.Tests;

/// <summary>What came of a call to <c>/api/session…</c>.</summary>
public sealed record SessionAnswer(HttpStatusCode Status, string Code, string Detail, TimeSpan? RetryAfter, SessionResponse? Session)
{
    /// <summary>The session, where there must be one.</summary>
    public SessionResponse Opened => Session ?? throw new InvalidOperationException($"{(int)Status} {Code}: {Detail}");
}

/// <summary>Calls of <c>/api/session…</c>.</summary>
public static class SessionClient
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<SessionAnswer> SignInAsync(
        this HttpClient http, string name, string? passphrase = null, string? from = null, string? attempt = null) =>
        http.CallAsync("", new SessionRequest { Name = name, Passphrase = passphrase, Attempt = attempt }, from: from);

    public static Task<SessionAnswer> ClaimAsync(
        this HttpClient http, SessionResponse session, string passphrase, string? current = null) =>
        http.CallAsync("/claim", new ClaimRequest { Passphrase = passphrase, Current = current }, session.Token);

    public static Task<SessionAnswer> RefreshAsync(
        this HttpClient http, string token, string? adminToken = null, string? from = null) =>
        http.CallAsync("/refresh", new RefreshRequest { AdminToken = adminToken }, token, from);

    public static Task<SessionAnswer> EndAsync(
        this HttpClient http, SessionResponse session, bool everywhere = false, bool pause = false, string? from = null) =>
        http.CallAsync("/end", new EndRequest { Everywhere = everywhere, Pause = pause }, session.Token, from);

    /// <summary>A sign-in with a cookie, as it is answered.</summary>
    public static async Task<HttpResponseMessage> PostSessionAsync(
        this HttpClient http, string name, string passphrase, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/session", UriKind.Relative))
        {
            Content = JsonContent.Create(new SessionRequest { Name = name, Passphrase = passphrase }),
        };
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await http.SendAsync(request, Cancel);
    }

    private static async Task<SessionAnswer> CallAsync<T>(
        this HttpClient http, string path, T body, string? token = null, string? from = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/session{path}", UriKind.Relative))
        {
            Content = JsonContent.Create(body),
        };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (from is not null)
        {
            request.Headers.Add("X-Forwarded-For", from);
        }

        using var answer = await http.SendAsync(request, Cancel);
        return await ReadAsync(answer);
    }

    public static async Task<SessionAnswer> ReadAsync(HttpResponseMessage answer)
    {
        if (answer.IsSuccessStatusCode)
        {
            var session = answer.StatusCode == HttpStatusCode.NoContent
                ? null
                : await answer.Content.ReadFromJsonAsync<SessionResponse>(Cancel);
            return new SessionAnswer(answer.StatusCode, "", "", null, session);
        }

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return new SessionAnswer(
            answer.StatusCode,
            problem.GetProperty("code").GetString()!,
            problem.TryGetProperty("detail", out var detail) ? detail.GetString()! : "",
            answer.Headers.RetryAfter?.Delta,
            null);
    }
}
