using System.Buffers.Text;
using System.Text.Json;

namespace AspireChat.Client.Connecting;

/// <summary>When a token expires and its lifetime, read without validation: only used to decide when to get the next one.</summary>
/// <param name="Ends">The claim <c>exp</c>.</param>
/// <param name="Lifetime">From <c>iat</c> to <c>exp</c>; null if the token has no <c>iat</c>.</param>
internal sealed record TokenTimes(DateTimeOffset Ends, TimeSpan? Lifetime)
{
    /// <summary>Reads a token; null if it is not a JWT or never expires.</summary>
    public static TokenTimes? Of(string? token)
    {
        if (token?.Split('.') is not [_, var payload, _])
        {
            return null;
        }

        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            return claims.RootElement.TryGetProperty("exp", out var exp) && exp.TryGetInt64(out var ends)
                ? new TokenTimes(
                    DateTimeOffset.FromUnixTimeSeconds(ends),
                    claims.RootElement.TryGetProperty("iat", out var iat) && iat.TryGetInt64(out var begun)
                        ? TimeSpan.FromSeconds(ends - begun)
                        : null)
                : null;
        }
        catch (Exception unreadable)
            when (unreadable is FormatException or JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>The time left. At most the lifetime, even if the local clock is behind.</summary>
    public TimeSpan Left(DateTimeOffset now) => Lifetime < Ends - now ? Lifetime.Value : Ends - now;
}
