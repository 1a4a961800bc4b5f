using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AspireChat.Contracts;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Session;

/// <summary>Calls of <c>/api/session…</c>.</summary>
public sealed class SessionApi(HttpClient http, ServerTime time)
{
    /// <summary>How often a sign-in is tried again while the server is unavailable, and after what delay.</summary>
    private const int MaxRetries = 3;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Signs in with a name, and its passphrase if it has one. Tries again while Redis or the server is unavailable.</summary>
    public async Task<SessionOutcome> OpenAsync(string name, string? passphrase)
    {
        var request = new SessionRequest
        {
            Name = name,
            Passphrase = passphrase,
            Attempt = RandomNumberGenerator.GetHexString(32, lowercase: true)
        };
        for (var tried = 0; ; tried++)
        {
            var outcome = await PostAsync("", request, ContractsJson.Default.SessionRequest);
            if (tried == MaxRetries || outcome is not ({ Code: ChatErrors.Unavailable } or { Code: null, Problem: not null }))
            {
                return outcome;
            }

            await Task.Delay(RetryDelay);
        }
    }

    /// <summary>Renews a token.</summary>
    public Task<SessionOutcome> RefreshAsync(SessionResponse session) => PostAsync(
        "/refresh", new RefreshRequest { AdminToken = session.AdminToken }, ContractsJson.Default.RefreshRequest, session.Token);

    /// <summary>Claims the name with a passphrase, or changes the passphrase.</summary>
    public Task<SessionOutcome> ClaimAsync(string token, string passphrase, string? current) => PostAsync(
        "/claim", new ClaimRequest { Passphrase = passphrase, Current = current }, ContractsJson.Default.ClaimRequest, token);

    /// <summary>Ends a session, or all sessions of the user.</summary>
    public Task<SessionOutcome> EndAsync(string token, bool everywhere) =>
        PostAsync("/end", new EndRequest { Everywhere = everywhere }, ContractsJson.Default.EndRequest, token);

    private async Task<SessionOutcome> PostAsync<T>(string path, T body, JsonTypeInfo<T> type, string? token = null)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"api/session{path}", UriKind.Relative))
            {
                Content = JsonContent.Create(body, type),
            };
            request.Headers.Add("X-Requested-With", "aspirechat");
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            using var answer = await http.SendAsync(request);
            time.Read(answer.Headers);
            return answer.StatusCode == HttpStatusCode.NoContent ? new SessionOutcome(null, null, null)
                : answer.IsSuccessStatusCode
                    ? new SessionOutcome(await answer.Content.ReadFromJsonAsync(ContractsJson.Default.SessionResponse), null, null)
                : await RefusalAsync(answer);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException)
        {
            return Unreachable;
        }
    }

    private static async Task<SessionOutcome> RefusalAsync(HttpResponseMessage answer)
    {
        var (code, detail) = ("", "");
        if (answer.Content.Headers.ContentType?.MediaType is "application/problem+json")
        {
            using var problem = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
            code = Text(problem, "code");
            detail = Text(problem, "detail");
        }

        return Refusal(code, detail, (int)answer.StatusCode);
    }

    /// <summary>The outcome of a call to a server that cannot be reached.</summary>
    internal static SessionOutcome Unreachable => new(null, null, Words.ServerUnreachable);

    /// <summary>The outcome of a call that was refused.</summary>
    internal static SessionOutcome Refusal(string code, string detail, int status) =>
        new(null, code, TextOf(code, detail) is { Length: > 0 } text ? text : Say.With(Words.SignInFailed, status));

    /// <summary>The text for a refusal; empty if neither the code nor the server's text says why.</summary>
    internal static string TextOf(string code, string detail) => code switch
    {
        SessionErrors.NameInUse => Words.AccountNameInUse,
        SessionErrors.NameClaimed => Words.AccountNameClaimed,
        SessionErrors.BadName => Words.AccountNameBad,
        SessionErrors.NameReserved => Words.AccountNameReserved,
        SessionErrors.WrongPassphrase => Words.AccountWrongPassphrase,
        SessionErrors.BadPassphrase => Words.AccountPassphraseLength,
        SessionErrors.TooManyAttempts => Words.AccountTooMany,
        SessionErrors.NoGuests => Words.AccountOnly,
        SessionErrors.SessionEnded or SessionOutcome.Unauthorized => Words.SessionEnded,
        ChatErrors.Unavailable => Words.AccountUnavailable,
        ChatErrors.Banned => Refusals.Of(code, detail.Split(": ", 2)[^1]), // after "You are banned"
        ChatErrors.RateLimited => Words.AccountTooMany,
        _ => Refusals.Of(code, detail),
    };

    private static string Text(JsonDocument problem, string name) =>
        problem.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
