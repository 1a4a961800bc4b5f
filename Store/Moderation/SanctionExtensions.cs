using System.Globalization;
using AspireChat.Contracts.Admin;

namespace AspireChat.Store.Moderation;

/// <summary>What a sanction means now.</summary>
public static class SanctionExtensions
{
    /// <summary>Returns whether the sanction has not expired.</summary>
    public static bool IsInForce(this Sanction sanction, TimeProvider time) =>
        sanction.Until is not { } until || until > time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Returns the sanction, or null if it has expired.</summary>
    public static Sanction? InForce(this Sanction? sanction, TimeProvider time) => sanction?.IsInForce(time) == true ? sanction : null;

    /// <summary>Returns what the user is told: <c>reason (until 2030-01-01 12:00 UTC).</c></summary>
    public static string Explain(this Sanction sanction)
    {
        var reason = sanction.Reason.Length == 0 ? "no reason was given" : sanction.Reason;
        return sanction.Until is { } until
            ? string.Create(
                CultureInfo.InvariantCulture, $"{reason} (until {DateTimeOffset.FromUnixTimeMilliseconds(until):yyyy-MM-dd HH:mm} UTC)")
            : reason;
    }
}
