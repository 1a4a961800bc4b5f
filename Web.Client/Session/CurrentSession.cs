using System.Text.Json;
using AspireChat.Contracts;
using AspireChat.Web.Client.Browser;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Session;

/// <summary>
/// The signed-in user. A guest is signed in to one tab, so that two tabs can be two users; a user with a claimed name to the whole browser.
/// </summary>
public sealed class CurrentSession
{
    private const string Key = "session"; // also in js/session.js and js/sign-in.js

    /// <summary>The ids of users without an account elsewhere start with it.</summary>
    private const string GuestPrefix = "guest-";

    /// <summary>The pause between attempts to renew a token that is still valid.</summary>
    private static readonly TimeSpan RenewalRetryDelay = TimeSpan.FromSeconds(10);

    private readonly SessionApi _api;
    private readonly TabStorage _tab;
    private readonly LocalStorage _browser;
    private readonly TimeProvider _time;
    private readonly EarlySignIn _early;
    private Task? _renewing;

    // When less than half of the token's lifetime is left. At once after loading: the server may have given a guest's name to somebody
    // else.
    private long _renewAt;
    private string? _refusedToken;

    /// <summary>Restores the session of the tab or the browser.</summary>
    public CurrentSession(SessionApi api, TabStorage tab, LocalStorage browser, TimeProvider time, EarlySignIn early)
    {
        (_api, _tab, _browser, _time, _early) = (api, tab, browser, time, early);
        Value = tab.Get(Key, ContractsJson.Default.SessionResponse) ?? Shared;
        if (Value is not null && early.Opened is { } opened && opened.Token == Value.Token)
        {
            Use(opened);
        }
    }

    /// <summary>Signed in or out. Not raised when a token was renewed.</summary>
    public event Action? Changed;

    /// <summary>The session; null when signed out.</summary>
    public SessionResponse? Value { get; private set; }

    /// <summary>Why the session ended, as a text to show; null after signing out.</summary>
    public string? EndReason { get; private set; }

    /// <summary>The name of the previous session, to suggest it.</summary>
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
    public async Task<SessionOutcome> SignInAsync(string name, string? passphrase = null) => Apply(await _api.OpenAsync(name, passphrase));

    /// <summary>Waits for the sign-in that was running when the app took the form over.</summary>
    public async Task<SessionOutcome> FinishSignInAsync() => Apply(await _early.OutcomeAsync());

    /// <summary>Whether the user's name can have a passphrase: it does not belong to an account elsewhere.</summary>
    public bool CanHavePassphrase => Value?.User.StartsWith(GuestPrefix, StringComparison.Ordinal) == true;

    /// <summary>Claims the name with a passphrase, or changes the passphrase.</summary>
    /// <param name="passphrase">The new passphrase.</param>
    /// <param name="current">The current one; null if the name has none.</param>
    public async Task<SessionOutcome> ClaimAsync(string passphrase, string? current = null)
    {
        var outcome = await _api.ClaimAsync(Value?.Token ?? "", passphrase, current);
        if (outcome.Session is { } session)
        {
            Save(session);
        }

        return outcome;
    }

    /// <summary>The current token, renewed when less than half of its lifetime is left. Null when signed out.</summary>
    /// <exception cref="HttpRequestException">It has expired or a node refused it, and it cannot be renewed at the moment.</exception>
    public async Task<string?> TokenAsync()
    {
        // Another tab may have renewed it.
        if (Value is { Kept: true } own && Shared is { } shared && shared.User == own.User && shared.ExpiresAt > own.ExpiresAt)
        {
            Use(shared);
        }

        if (Value is not null && Now >= _renewAt)
        {
            await (_renewing ??= RenewAsync());
        }

        return Value?.Token;
    }

    /// <summary>
    /// A node has refused the token, so it is renewed before the next attempt to connect. If the renewed one is refused as well, the
    /// session ends.
    /// </summary>
    public void OnTokenRefused()
    {
        if (_refusedToken is null || _refusedToken == Value?.Token)
        {
            (_refusedToken, _renewAt) = (Value?.Token, 0);
        }
        else
        {
            Release(Words.SessionEnded);
        }
    }

    /// <summary>A node has accepted the token.</summary>
    public void OnTokenAccepted() => _refusedToken = null;

    /// <summary>Signs out.</summary>
    /// <param name="everywhere">On all devices.</param>
    /// <returns>Why it failed, as a text to show; null if it succeeded.</returns>
    public async Task<string?> SignOutAsync(bool everywhere = false)
    {
        var outcome = Value is { } session ? await _api.EndAsync(session.Token, everywhere) : null;
        if (everywhere && outcome is { Problem: { } problem, HasEnded: false })
        {
            return problem;
        }

        End();
        return null;
    }

    /// <summary>Ends a session that the chat has rejected, and releases the name.</summary>
    /// <param name="reason">The reason, as a text to show.</param>
    public void Release(string reason)
    {
        if (Value is { } session)
        {
            _ = _api.EndAsync(session.Token, everywhere: false);
        }

        End(reason);
    }

    /// <summary>Ends the session in this browser.</summary>
    /// <param name="reason">The reason, as a text to show; null when signing out.</param>
    public void End(string? reason = null)
    {
        FormerName = Value?.Name;
        _refusedToken = null;
        _tab.Set(Key, null);
        if (Shared?.User == Value?.User)
        {
            _browser.Set(Key, null);
        }

        Value = null;
        EndReason = reason;
        Changed?.Invoke();
    }

    private SessionOutcome Apply(SessionOutcome outcome)
    {
        if (outcome.Session is { } session)
        {
            Save(session);
            EndReason = null;
            Changed?.Invoke();
        }

        return outcome;
    }

    private async Task RenewAsync()
    {
        try
        {
            var session = Value!;
            var outcome = await _api.RefreshAsync(session);
            if (Value?.User != session.User)
            {
                return;
            }

            if (outcome.Session is { } renewed)
            {
                Save(renewed);
            }
            else if (outcome.HasEnded)
            {
                End(outcome.Problem);
            }
            else if (Now >= session.ExpiresAt || session.Token == _refusedToken)
            {
                throw new HttpRequestException(outcome.Problem);
            }
            else
            {
                _renewAt = Now + (long)RenewalRetryDelay.TotalMilliseconds;
            }
        }
        finally
        {
            _renewing = null;
        }
    }

    private void Save(SessionResponse session)
    {
        var json = JsonSerializer.Serialize(session, ContractsJson.Default.SessionResponse);
        _tab.Set(Key, session.Kept ? null : json);
        if (session.Kept)
        {
            _browser.Set(Key, json);
        }

        Use(session);
    }

    private void Use(SessionResponse session)
    {
        Value = session;
        _renewAt = Now + (session.ExpiresAt - Now) / 2;
    }
}
