using AspireChat.Web.Client.Files;
using AspireChat.Web.Client.Timeline;

namespace AspireChat.Web.Client.Drafts;

/// <summary>What the user is about to send, edit or delete in a room.</summary>
public sealed class RoomDraft
{
    private readonly Action _changed;

    internal RoomDraft(Action changed) => _changed = changed;

    /// <summary>The text typed and not sent.</summary>
    public string Text { get; internal set; } = "";

    /// <summary>The files to send with the next message.</summary>
    public DraftFiles Files { get; } = new();

    /// <summary>The message that the next one replies to.</summary>
    public TimelineMessage? ReplyTo { get; private set; }

    /// <summary>The message being edited.</summary>
    public TimelineMessage? Editing { get; private set; }

    /// <summary>The edited text; null if nothing has been typed.</summary>
    public string? EditText { get; internal set; }

    /// <summary>The message whose deletion waits for confirmation.</summary>
    public TimelineMessage? Deleting { get; private set; }

    /// <summary>How often something kept from another room was added.</summary>
    internal int Reused { get; set; }

    /// <summary>The intent as last saved; null until the saved one was restored.</summary>
    internal DraftIntent? SavedIntent { get; set; }

    /// <summary>Makes the next message a reply to this one; null = no reply.</summary>
    public void Reply(TimelineMessage? message)
    {
        ReplyTo = message;
        _changed();
    }

    /// <summary>Starts to edit a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="text">A text begun earlier; null = the message's own.</param>
    public void Edit(TimelineMessage? message, string? text = null) => Set(message, null, text);

    /// <summary>Asks to confirm deleting a message.</summary>
    public void ConfirmDelete(TimelineMessage message) => Set(null, message, null);

    /// <summary>Ends the edit or the confirmation.</summary>
    public void Cancel() => Set(null, null, null);

    private void Set(TimelineMessage? editing, TimelineMessage? deleting, string? text)
    {
        (Editing, Deleting, EditText) = (editing, deleting, text);
        _changed();
    }
}
