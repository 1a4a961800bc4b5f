using System.Text.Json;
using AspireChat.Contracts;
using AspireChat.Web.Client.Browser;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Session;

/// <summary>
/// Who is signed in. A guest is so in one tab, so that two tabs can be two people; somebody whose name is kept is so in the whole browser.
/// </summary>
public sealed class CurrentSession
{
    private const string Key = "session"; // js/session.js has it too

    /// <summary>Between two attempts to renew a token that is still good.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly SessionApi _api;
    private readonly BrowserStorage _tab;
    private readonly LocalStorage _browser;
    private readonly TimeProvider _time;
    private Task? _renewing;

    // When less than half of the token's life is left. After a load at once: the server may have given a guest's name to somebody else.
    private long _renewAt;

    /// <summary>Takes up the session that the tab had before a reload, or that the browser has.</summary>
    public CurrentSession(SessionApi api, BrowserStorage tab, LocalStorage browser, TimeProvider time)
    {
        (_api, _tab, _browser, _time) = (api, tab, browser, time);
        Value = tab.Get(Key, ContractsJson.Default.SessionResponse) ?? Shared;
    }

    /// <summary>Signed in or out. Not when a token was merely renewed.</summary>
    public event Action? Changed;

    /// <summary>The session, or null when nobody is signed in.</summary>
    public SessionResponse? Value { get; private set; }

    /// <summary>Why nobody is signed in any more, to show to a person; null when that was their own wish.</summary>
    public string? EndedBecause { get; private set; }

    /// <summary>The name of the session before, to offer it again.</summary>
    public string? FormerName { get; private set; }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private SessionResponse? Shared
    {
        get
        {
            try
            {
                return _browser.Get(Key) is { } json ? JsonSerializer.Deserialize(json, ContractsJson.Default.SessionResponse) : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    /// <summary>Signs in.</summary>
    public async Task<SessionOutcome> SignInAsync(string name, string? passphrase = null) => Enter(await _api.OpenAsync(name, passphrase));

    /// <summary>Signs in whom the provider of accounts has just sent back.</summary>
    public async Task<SessionOutcome> SignInWithAccountAsync() => Enter(await _api.OpenAccountAsync());

    /// <summary>Keeps the name with a passphrase.</summary>
    public async Task<SessionOutcome> ClaimAsync(string passphrase)
    {
        var outcome = await _api.ClaimAsync(Value?.Token ?? "", passphrase);
        if (outcome.Session is { } session)
        {
            Keep(session);
        }

        return outcome;
    }

    /// <summary>The newest token: renewed when less than half of its life is left. Null when nobody is signed in.</summary>
    /// <exception cref="HttpRequestException">It has ended, and cannot be renewed at the moment.</exception>
    public async Task<string?> TokenAsync()
    {
        // Another tab may have renewed it.
        if (Value is { Kept: true } own && Shared is { } shared && shared.User == own.User && shared.ExpiresAt > own.ExpiresAt)
        {
            Take(shared);
        }

        if (Value is not null && Now >= _renewAt)
        {
            await (_renewing ??= RenewAsync());
        }

        return Value?.Token;
    }

    /// <summary>Signs out.</summary>
    /// <param name="everywhere">On all devices.</param>
    /// <returns>Why it failed, to show to a person; null when it did not.</returns>
    public async Task<string?> SignOutAsync(bool everywhere = false)
    {
        var outcome = Value is { } session ? await _api.EndAsync(session.Token, everywhere) : null;
        if (everywhere && outcome is { Problem: { } problem, IsOver: false })
        {
            return problem;
        }

        End();
        return null;
    }

    /// <summary>Forgets the session, which the chat does not take any more, and gives the name back.</summary>
    /// <param name="because">Why, to show to a person.</param>
    public void GiveUp(string because)
    {
        if (Value is { } session)
        {
            _ = _api.EndAsync(session.Token, everywhere: false);
        }

        End(because);
    }

    /// <summary>Forgets the session.</summary>
    /// <param name="because">Why, to show to a person; null when it is their own wish.</param>
    public void End(string? because = null)
    {
        FormerName = Value?.Name;
        _tab.Set(Key, null);
        if (Shared?.User == Value?.User)
        {
            _browser.Set(Key, null);
        }

        Value = null;
        EndedBecause = because;
        Changed?.Invoke();
    }

    private SessionOutcome Enter(SessionOutcome outcome)
    {
        if (outcome.Session is { } session)
        {
            Keep(session);
            EndedBecause = null;
            Changed?.Invoke();
        }

        return outcome;
    }

    private async Task RenewAsync()
    {
        try
        {
            var session = Value!;
            var outcome = await _api.RefreshAsync(session.Token);
            if (Value?.User != session.User)
            {
                return;
            }

            if (outcome.Session is { } renewed)
            {
                Keep(renewed);
            }
            else if (outcome.IsOver)
            {
                End(outcome.Problem);
            }
            else if (Now >= session.ExpiresAt)
            {
                throw new HttpRequestException(outcome.Problem);
            }
            else
            {
                _renewAt = Now + (long)Pause.TotalMilliseconds;
            }
        }
        finally
        {
            _renewing = null;
        }
    }

    private void Keep(SessionResponse session)
    {
        var json = JsonSerializer.Serialize(session, ContractsJson.Default.SessionResponse);
        _tab.Set(Key, session.Kept ? null : json);
        if (session.Kept)
        {
            _browser.Set(Key, json);
        }

        Take(session);
    }

    private void Take(SessionResponse session)
    {
        Value = session;
        _renewAt = Now + (session.ExpiresAt - Now) / 2;
    }
}
