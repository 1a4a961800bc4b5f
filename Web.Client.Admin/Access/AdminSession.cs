using System.Net;
using System.Text.Json;
using AspireChat.Contracts;
using AspireChat.Web.Client.Admin.Api;
using AspireChat.Web.Client.Admin.Language;
using AspireChat.Web.Client.Browser;

namespace AspireChat.Web.Client.Admin.Access;

/// <summary>The operator's access in this tab: a token in exchange for the admin key. The key itself is not kept.</summary>
public sealed class AdminSession
{
    private const string StorageKey = "admin-session";

    private readonly HttpClient _http;
    private readonly BrowserStorage _storage;
    private readonly TimeProvider _time;

    /// <summary>Takes up the session that the tab had before a reload, if it still is valid.</summary>
    public AdminSession(HttpClient http, BrowserStorage storage, TimeProvider time)
    {
        (_http, _storage, _time) = (http, storage, time);
        Value = storage.Get(StorageKey, ContractsJson.Default.SessionResponse);
        EndWhenExpired();
    }

    /// <summary>Signed in or out.</summary>
    public event Action? Changed;

    /// <summary>The session, or null when nobody is signed in.</summary>
    public SessionResponse? Value { get; private set; }

    /// <summary>Why nobody is signed in any more, to show to a person; null when that was their own wish.</summary>
    public string? EndedBecause { get; private set; }

    /// <summary>Exchanges the admin key for a token.</summary>
    /// <returns>Why it failed, to show to a person; null when it did not.</returns>
    public async Task<string?> SignInAsync(string key)
    {
        if (key.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0)
        {
            return Words.KeyLetters; // And no header could carry them.
        }

        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{AdminClient.Root}session", UriKind.Relative));
            request.Headers.Add("X-Api-Key", key);
            using var response = await _http.SendAsync(request);
            if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                return Words.KeyWrong;
            }

            if (!response.IsSuccessStatusCode)
            {
                return (await AdminProblemException.ReadAsync(response)).Message;
            }

            var json = await response.Content.ReadAsStringAsync();
            Value = JsonSerializer.Deserialize(json, ContractsJson.Default.SessionResponse)!;
            _storage.Set(StorageKey, Value, ContractsJson.Default.SessionResponse);
            EndedBecause = null;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException)
        {
            return Words.Away;
        }

        Changed?.Invoke();
        return null;
    }

    /// <summary>Signs out, and forgets the token.</summary>
    /// <param name="because">Why, to show to a person; null when it is their own wish.</param>
    public void End(string? because = null)
    {
        Value = null;
        EndedBecause = because;
        _storage.Set(StorageKey, null);
        Changed?.Invoke();
    }

    /// <summary>Ends the session because the admin node does not accept its token (any more).</summary>
    public void EndAsExpired() => End(Words.Expired);

    private void EndWhenExpired()
    {
        if (Value is { } session && _time.GetUtcNow().ToUnixTimeMilliseconds() >= session.ExpiresAt)
        {
            EndAsExpired();
        }
    }
}
