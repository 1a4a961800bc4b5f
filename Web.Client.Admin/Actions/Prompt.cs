namespace AspireChat.Web.Client.Admin.Actions;

/// <summary>A write, before a person has confirmed it.</summary>
public sealed class Prompt
{
    /// <summary>The question, such as "Drain chatnode-1?".</summary>
    public required string Title { get; init; }

    /// <summary>What will happen, exactly; it may depend on what is in the fields.</summary>
    public required Func<string> Says { get; init; }

    /// <summary>The button's words.</summary>
    public required string Confirm { get; init; }

    /// <summary>Does it, under this idempotency key, and says what came of it.</summary>
    public required Func<string, Task<Outcome>> Run { get; init; }

    /// <summary>Whether something is lost by it.</summary>
    public bool Danger { get; init; }

    /// <summary>What has to be typed first, for what cannot be undone; null: nothing.</summary>
    public string? TypeToConfirm { get; init; }

    /// <summary>What is to be entered.</summary>
    public IReadOnlyList<Field> Fields { get; init; } = [];
}
