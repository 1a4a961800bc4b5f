using System.Net.Http.Json;
using System.Text.Json;
using AspireChat.Contracts;
using AspireChat.Web.Client.Browser;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Session;

/// <summary>Who is signed in, in this tab.</summary>
public sealed class CurrentSession
{
    private const string Key = "session";

    private readonly HttpClient _http;
    private readonly BrowserStorage _storage;
    private readonly TimeProvider _time;

    /// <summary>Takes up the session that the tab had before a reload, if it still is valid.</summary>
    public CurrentSession(HttpClient http, BrowserStorage storage, TimeProvider time)
    {
        (_http, _storage, _time) = (http, storage, time);
        Value = storage.Get(Key, ContractsJson.Default.SessionResponse);
        if (HasExpired)
        {
            End(Words.SessionEnded);
        }
    }

    /// <summary>Signed in or out.</summary>
    public event Action? Changed;

    /// <summary>The session, or null when nobody is signed in.</summary>
    public SessionResponse? Value { get; private set; }

    /// <summary>Why nobody is signed in any more, to show to a person; null when that was their own wish.</summary>
    public string? EndedBecause { get; private set; }

    /// <summary>The name of the session before, to offer it again.</summary>
    public string? FormerName { get; private set; }

    /// <summary>Whether the token's time is over.</summary>
    public bool HasExpired => Value is { } session && _time.GetUtcNow().ToUnixTimeMilliseconds() >= session.ExpiresAt;

    /// <summary>Signs in.</summary>
    /// <returns>Why it failed, to show to a person; null when it did not.</returns>
    public async Task<string?> SignInAsync(string name)
    {
        try
        {
            using var body = JsonContent.Create(new SessionRequest { Name = name }, ContractsJson.Default.SessionRequest);
            using var response = await _http.PostAsync(new Uri("api/session", UriKind.Relative), body);
            if (!response.IsSuccessStatusCode)
            {
                return await ProblemAsync(response);
            }

            Value = await response.Content.ReadFromJsonAsync(ContractsJson.Default.SessionResponse);
            _storage.Set(Key, Value!, ContractsJson.Default.SessionResponse);
            EndedBecause = null;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException)
        {
            return Words.ServerUnreachable;
        }

        Changed?.Invoke();
        return null;
    }

    /// <summary>Signs out, and forgets what the tab kept.</summary>
    /// <param name="because">Why, to show to a person; null when it is their own wish.</param>
    public void End(string? because = null)
    {
        FormerName = Value?.Name;
        Value = null;
        EndedBecause = because;
        _storage.Set(Key, null);
        Changed?.Invoke();
    }

    private static async Task<string> ProblemAsync(HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType?.MediaType is "application/problem+json")
        {
            using var problem = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
            if (problem.RootElement.TryGetProperty("detail", out var detail) && detail.GetString() is { Length: > 0 } text)
            {
                return text;
            }
        }

        return Say.With(Words.SignInFailed, (int)response.StatusCode);
    }
}
