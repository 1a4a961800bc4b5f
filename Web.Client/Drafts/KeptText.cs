using AspireChat.Contracts;

namespace AspireChat.Web.Client.Drafts;

/// <summary>What was not sent before its room was closed to the user, offered so that it is not lost.</summary>
/// <param name="Room">The room, as used in a sentence.</param>
/// <param name="Text">The text; empty if there are only files.</param>
/// <param name="Files">The uploaded files; null if there are none.</param>
public sealed record KeptText(string Room, string Text, IReadOnlyList<Attachment>? Files = null)
{
    /// <summary>Whether it is the same text and files, from the same room.</summary>
    public bool IsSame(KeptText other) => Room == other.Room && Text == other.Text && (Files ?? []).SequenceEqual(other.Files ?? []);
}
