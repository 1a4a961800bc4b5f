namespace AspireChat.Web.Client.Admin.Actions;

/// <summary>A write that has to be confirmed.</summary>
public sealed class Prompt
{
    /// <summary>The question, such as "Drain chatnode-1?".</summary>
    public required string Title { get; init; }

    /// <summary>What exactly will happen; it may depend on the fields.</summary>
    public required Func<string> Details { get; init; }

    /// <summary>The text of the button.</summary>
    public required string Confirm { get; init; }

    /// <summary>Runs it with this idempotency key, and returns the outcome.</summary>
    public required Func<string, Task<Outcome>> Run { get; init; }

    /// <summary>Whether it is destructive.</summary>
    public bool Danger { get; init; }

    /// <summary>What has to be typed to confirm an action that cannot be undone; null: nothing.</summary>
    public string? TypeToConfirm { get; init; }

    /// <summary>The fields to fill in.</summary>
    public IReadOnlyList<Field> Fields { get; init; } = [];
}
