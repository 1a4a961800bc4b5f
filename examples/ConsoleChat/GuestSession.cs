using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AspireChat.Contracts;

namespace AspireChat.ConsoleChat;

/// <summary>
/// A session for a name, by <c>POST /api/session</c>: it is opened, renewed in time, and ended, which releases the name. With a
/// passphrase it is the same user each time.
/// </summary>
internal sealed class GuestSession(Uri server, string name, string? passphrase) : IAsyncDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = server, Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>Identifies the guest, so that a sign-in without an answer can be repeated.</summary>
    private readonly string _attempt = RandomNumberGenerator.GetHexString(32, lowercase: true);

    private SessionResponse? _session;
    private DateTimeOffset _renewAt;

    /// <summary>The server's time, and when it was told: the clock here may be wrong.</summary>
    private (DateTimeOffset Date, long At)? _clock;

    private DateTimeOffset Now => _clock is { } clock ? clock.Date + Stopwatch.GetElapsedTime(clock.At) : DateTimeOffset.UtcNow;

    private DateTimeOffset Ends => DateTimeOffset.FromUnixTimeMilliseconds(_session!.ExpiresAt);

    /// <summary>A token with more than half of its lifetime left, for <c>ChatConnectionOptions.AccessToken</c>.</summary>
    /// <exception cref="SignInException">The server refuses this name.</exception>
    /// <exception cref="HttpRequestException">The server is unreachable or unavailable at the moment.</exception>
    public async Task<string?> TokenAsync(CancellationToken cancellationToken)
    {
        if (_session is null || Now >= _renewAt)
        {
            try
            {
                _session = await RenewAsync(cancellationToken) ?? await OpenAsync(cancellationToken);
                _renewAt = Ends - (Ends - Now) / 2;
            }
            catch (HttpRequestException) when (_session is not null && Now < Ends)
            {
                // The nodes still accept the current token.
            }
        }

        return _session.Token;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_session is { Kept: false })
            {
                using var ended = await PostAsync("end", new EndRequest(), ContractsJson.Default.EndRequest, CancellationToken.None);
            }
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or TaskCanceledException)
        {
            // The name becomes free in an hour.
        }

        _http.Dispose();
    }

    private async Task<SessionResponse> OpenAsync(CancellationToken cancellationToken)
    {
        _session = null;
        var request = new SessionRequest { Name = name, Passphrase = passphrase, Attempt = _attempt };
        var answer = await PostAsync("", request, ContractsJson.Default.SessionRequest, cancellationToken);
        var session = await ReadAsync(answer, cancellationToken);
        if (passphrase is null || session.Kept)
        {
            return session;
        }

        _session = session;
        var claim = new ClaimRequest { Passphrase = passphrase };
        return await ReadAsync(await PostAsync("claim", claim, ContractsJson.Default.ClaimRequest, cancellationToken), cancellationToken);
    }

    /// <summary>Null if there is nothing to renew, or the session is over.</summary>
    private async Task<SessionResponse?> RenewAsync(CancellationToken cancellationToken)
    {
        if (_session is null)
        {
            return null;
        }

        var answer = await PostAsync("refresh", new EndRequest(), ContractsJson.Default.EndRequest, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            answer.Dispose();
            return null;
        }

        return await ReadAsync(answer, cancellationToken);
    }

    private async Task<HttpResponseMessage> PostAsync<T>(string path, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/session/{path}".TrimEnd('/'))
        {
            Content = JsonContent.Create(body, type),
        };
        request.Headers.Authorization = _session is null ? null : new AuthenticationHeaderValue("Bearer", _session.Token);
        var answer = await _http.SendAsync(request, cancellationToken);
        _clock = answer.Headers.Date is { } date ? (date, Stopwatch.GetTimestamp()) : _clock;
        return answer;
    }

    private static async Task<SessionResponse> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using (answer)
        {
            if (answer.IsSuccessStatusCode)
            {
                return (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.SessionResponse, cancellationToken))!;
            }

            // A temporary failure is worth another attempt; a refusal is not.
            var isForNow = answer.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
            var why = await WhyAsync(answer, cancellationToken);
            throw isForNow ? new HttpRequestException(why, null, answer.StatusCode) : new SignInException(why);
        }
    }

    private static async Task<string> WhyAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            if (problem.RootElement.TryGetProperty("detail", out var detail) && detail.GetString() is { Length: > 0 } text)
            {
                return text;
            }
        }

        return $"It answers {(int)answer.StatusCode} to /api/session. Is it the address of the chat's page?";
    }
}
