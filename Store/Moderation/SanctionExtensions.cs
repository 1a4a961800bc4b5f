using System.Globalization;
using AspireChat.Contracts.Admin;

namespace AspireChat.Store.Moderation;

/// <summary>What follows from a sanction.</summary>
public static class SanctionExtensions
{
    /// <summary>Whether it has not ended by itself.</summary>
    public static bool IsInForce(this Sanction sanction, TimeProvider time) =>
        sanction.Until is not { } until || until > time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The sanction, or null when it is over.</summary>
    public static Sanction? InForce(this Sanction? sanction, TimeProvider time) => sanction?.IsInForce(time) == true ? sanction : null;

    /// <summary>What the user is told: <c>reason (until 2030-01-01 12:00 UTC).</c></summary>
    public static string Explain(this Sanction sanction)
    {
        var reason = sanction.Reason.Length == 0 ? "no reason was given" : sanction.Reason;
        return sanction.Until is { } until
            ? string.Create(CultureInfo.InvariantCulture, $"{reason} (until {DateTimeOffset.FromUnixTimeMilliseconds(until):yyyy-MM-dd HH:mm} UTC)")
            : reason;
    }
}
