using AspireChat.Contracts.Admin;

namespace AspireChat.Web.Client.Admin.Parts;

/// <summary>Audited actions in words.</summary>
public static class ActionNames
{
    /// <summary>An operation's id as words: <c>drainNode</c> as "drain node".</summary>
    public static string Words(string action) =>
        string.Concat(action.Select((letter, index) => char.IsUpper(letter) ? $"{(index > 0 ? " " : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));

    /// <summary>Whether it was done.</summary>
    public static bool Succeeded(AuditEntry entry) => entry.Status is >= 200 and < 300;
}
