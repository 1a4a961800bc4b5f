using AspireChat.Web.Client.Rooms;

namespace AspireChat.Web.Client.Messages;

/// <summary>The names that complete a mention being typed, and which of them is selected.</summary>
/// <param name="room">The room.</param>
/// <param name="me">The user's own name, which is not offered.</param>
internal sealed class MentionCompletion(OpenRoom room, string me)
{
    private const int MaxNames = 6;

    /// <summary>The matching names; members who are online come first.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>The index of the selected name.</summary>
    public int Selected { get; private set; }

    /// <summary>The selected name; null if no name matches.</summary>
    public string? SelectedName => Names.Count > 0 ? Names[Selected] : null;

    /// <summary>Searches the names that begin with what is typed.</summary>
    /// <param name="prefix">The text after the @; null if no mention is being typed.</param>
    public void Search(string? prefix)
    {
        List<string> names = prefix is null ? [] :
        [
            .. room.Mentions.Names.Where(name => name != me && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                .OrderBy(name => room.Online.All(user => user.Name != name)).ThenBy(name => name, StringComparer.OrdinalIgnoreCase)
                .Take(MaxNames),
        ];

        // With a complete name nothing is left to complete: Enter sends the message.
        var isComplete = names is [var only] && room.Draft.Text.EndsWith($"@{only}", StringComparison.OrdinalIgnoreCase);
        (Names, Selected) = (isComplete ? [] : names, 0);
    }

    /// <summary>Moves the selection up (-1) or down (1).</summary>
    public void Move(int by) => Selected = (Selected + by + Names.Count) % Math.Max(1, Names.Count);

    /// <summary>Hides the names.</summary>
    public void Clear() => Names = [];
}
