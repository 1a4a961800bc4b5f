using AspireChat.Contracts;
using AspireChat.Contracts.Admin;

namespace AspireChat.AdminNode.Api;

/// <summary>Refuses invalid input. The refusal names the limit.</summary>
internal static class Check
{
    private const int MaxUserLength = 200;

    /// <summary>Checks a text of at most <paramref name="max"/> characters.</summary>
    public static string Text(string? text, string name, int max, bool required = false) =>
        text is { Length: var length } && length > max
            ? throw ApiException.BadRequest($"'{name}' has {length} characters; it can have at most {max}.")
        : required && string.IsNullOrWhiteSpace(text)
            ? throw ApiException.BadRequest($"'{name}' is empty; it must have 1 to {max} characters.")
        : text ?? "";

    /// <summary>Checks a text that is shown in one line.</summary>
    public static string Line(string? text, string name, int max, bool required = false) =>
        Text(text, name, max, required) is var line && DisplayText.IsLine(line)
            ? line
            : throw ApiException.BadRequest($"'{name}' {DisplayText.LineRule}.");

    /// <summary>Checks a text of one or several lines.</summary>
    public static string Lines(string? text, string name, int max, bool required = false) =>
        Text(text, name, max, required) is var lines && DisplayText.IsText(lines)
            ? lines
            : throw ApiException.BadRequest($"'{name}' {DisplayText.TextRule}.");

    /// <summary>Checks a number.</summary>
    public static int Number(int value, string name, int min, int max) =>
        value >= min && value <= max ? value : throw ApiException.BadRequest($"'{name}' is {value}; it must be {min} to {max}.");

    /// <summary>Checks the id of a user, who need not have connected yet.</summary>
    public static string User(string user) => ChatProtocol.IsSystemOrBot(user)
        ? throw ApiException.BadRequest("'user' is the system or a bot.")
        : Line(user, "user", MaxUserLength, required: true);

    /// <summary>Checks a reason.</summary>
    public static string Reason(string? reason) => Lines(reason, "reason", Contracts.Admin.Sanction.MaxReasonLength);

    /// <summary>Checks the values that settings can have.</summary>
    public static RoomSettings Settings(RoomSettings settings)
    {
        Line(settings.Title, "title", RoomSettings.MaxTitleLength);
        Line(settings.Topic, "topic", RoomSettings.MaxTopicLength);
        Lines(settings.Description, "description", RoomSettings.MaxDescriptionLength);
        Number(settings.SlowModeSeconds, "slowModeSeconds", 0, RoomSettings.MaxSlowModeSeconds);
        return settings is { Kind: RoomKind.Direct, Private: false }
            ? throw ApiException.BadRequest("A direct room stays private.")
            : settings;
    }

    /// <summary>Returns the requested sanction, which starts now.</summary>
    public static Sanction Sanction(SanctionRequest request, string by, TimeProvider time)
    {
        var now = time.GetUtcNow();
        return new Sanction
        {
            Reason = Reason(request.Reason),
            By = by,
            At = now.ToUnixTimeMilliseconds(),
            Until = request.Minutes is { } minutes
                ? now.AddMinutes(Number(minutes, "minutes", 1, int.MaxValue)).ToUnixTimeMilliseconds()
                : null,
        };
    }
}
