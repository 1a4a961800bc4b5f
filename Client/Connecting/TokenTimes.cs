using System.Buffers.Text;
using System.Text.Json;

namespace AspireChat.Client.Connecting;

/// <summary>When a token ends and how long it lives, read without checking it: only to know when to ask for the next one.</summary>
/// <param name="Ends">The claim <c>exp</c>.</param>
/// <param name="Lifetime">From <c>iat</c> to <c>exp</c>; null where it does not say.</param>
internal sealed record TokenTimes(DateTimeOffset Ends, TimeSpan? Lifetime)
{
    /// <summary>Reads a token; null if it is no JWT, or never ends.</summary>
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
                    claims.RootElement.TryGetProperty("iat", out var iat) && iat.TryGetInt64(out var begun) ? TimeSpan.FromSeconds(ends - begun) : null)
                : null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>How much time is left. No more than its whole life, though the clock here may be behind.</summary>
    public TimeSpan Left(DateTimeOffset now) => Lifetime < Ends - now ? Lifetime.Value : Ends - now;
}
