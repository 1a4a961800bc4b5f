using System.Net;
using System.Text.Json;
using AspireChat.Contracts;
using AspireChat.Web.Client.Admin.Language;
using AspireChat.Web.Client.Browser;

namespace AspireChat.Web.Client.Admin.Api;

/// <summary>The operator's session in this tab: a token obtained with the admin key. The key itself is not stored.</summary>
public sealed class AdminSession
{
    /// <summary>The API's address, relative to the page's base.</summary>
    internal const string Root = "api/admin/v1/";

    private const string StorageKey = "admin-session";

    private readonly HttpClient _http;
    private readonly TabStorage _storage;
    private readonly TimeProvider _time;

    /// <summary>Restores the session from before a reload, if it is still valid.</summary>
    public AdminSession(HttpClient http, TabStorage storage, TimeProvider time)
    {
        (_http, _storage, _time) = (http, storage, time);
        Value = storage.Get(StorageKey, ContractsJson.Default.SessionResponse);
        EndWhenExpired();
    }

    /// <summary>Signed in or out.</summary>
    public event Action? Changed;

    /// <summary>The session; null when signed out.</summary>
    public SessionResponse? Value { get; private set; }

    /// <summary>Why the session ended, as a text to show; null after signing out.</summary>
    public string? EndReason { get; private set; }

    /// <summary>Exchanges the admin key for a token.</summary>
    /// <returns>Why it failed, as a text to show; null if it succeeded.</returns>
    public async Task<string?> SignInAsync(string key)
    {
        if (key.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0)
        {
            return Words.KeyInvalid; // No header can carry them either.
        }

        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{Root}session", UriKind.Relative));
            request.Headers.Add("X-Api-Key", key);
            using var response = await _http.SendAsync(request);
            if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                return Words.KeyRejected;
            }

            if (!response.IsSuccessStatusCode)
            {
                return (await AdminProblemException.ReadAsync(response)).Message;
            }

            var json = await response.Content.ReadAsStringAsync();
            Value = JsonSerializer.Deserialize(json, ContractsJson.Default.SessionResponse)!;
            _storage.Set(StorageKey, Value, ContractsJson.Default.SessionResponse);
            EndReason = null;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException)
        {
            return Words.Unreachable;
        }

        Changed?.Invoke();
        return null;
    }

    /// <summary>Ends the session and deletes the token.</summary>
    /// <param name="reason">The reason, as a text to show; null when signing out.</param>
    public void End(string? reason = null)
    {
        Value = null;
        EndReason = reason;
        _storage.Set(StorageKey, null);
        Changed?.Invoke();
    }

    /// <summary>Ends the session because the admin node does not accept its token.</summary>
    public void EndAsExpired() => End(Words.Expired);

    private void EndWhenExpired()
    {
        if (Value is { } session && _time.GetUtcNow().ToUnixTimeMilliseconds() >= session.ExpiresAt)
        {
            EndAsExpired();
        }
    }
}
