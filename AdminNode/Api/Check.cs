using AspireChat.Contracts.Admin;

namespace AspireChat.AdminNode.Api;

/// <summary>Refuses what a body may not hold; the refusal names the limit.</summary>
internal static class Check
{
    private const int MaxReason = 500;

    /// <summary>A text of at most <paramref name="most"/> characters.</summary>
    public static string Text(string? text, string name, int most, bool required = false) =>
        text is { Length: var length } && length > most ? throw ApiException.BadRequest($"'{name}' has {length} characters; it may have at most {most}.")
        : required && string.IsNullOrWhiteSpace(text) ? throw ApiException.BadRequest($"'{name}' is empty; it has 1 to {most} characters.")
        : text ?? "";

    /// <summary>A number within bounds.</summary>
    public static int Number(int value, string name, int least, int most) =>
        value >= least && value <= most ? value : throw ApiException.BadRequest($"'{name}' is {value}; it is {least} to {most}.");

    /// <summary>Why, as the user is told.</summary>
    public static string Reason(string? reason) => Text(reason, "reason", MaxReason);

    /// <summary>The sanction that a body asks for, beginning now.</summary>
    public static Sanction Sanction(SanctionRequest request, string by, TimeProvider time)
    {
        var now = time.GetUtcNow();
        return new Sanction
        {
            Reason = Reason(request.Reason),
            By = by,
            At = now.ToUnixTimeMilliseconds(),
            Until = request.Minutes is { } minutes ? now.AddMinutes(Number(minutes, "minutes", 1, int.MaxValue)).ToUnixTimeMilliseconds() : null,
        };
    }
}
