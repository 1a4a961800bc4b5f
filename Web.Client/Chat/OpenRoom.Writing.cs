using AspireChat.Contracts;
using AspireChat.Web.Client.Chat.Timeline;

namespace AspireChat.Web.Client.Chat;

/// <content>What the user is about to say or to change, and who else is typing.</content>
public sealed partial class OpenRoom
{
    private readonly List<(RoomUser User, DateTimeOffset Until)> _typing = [];

    /// <summary>What the user has typed and not sent.</summary>
    public string Draft { get; set; } = "";

    /// <summary>The message that the next one will answer.</summary>
    public TimelineMessage? ReplyTo { get; private set; }

    /// <summary>What the message that is being edited shall say; null: nothing was typed yet.</summary>
    public string? EditText { get; set; }

    /// <summary>The message that is being edited, or asked about whether to delete it.</summary>
    public (TimelineMessage Message, bool Deleting)? Changing { get; private set; }

    /// <summary>Why the last change did not happen, to show to a person; null when it did.</summary>
    public string? Problem { get; private set; }

    /// <summary>Who else is typing.</summary>
    public IReadOnlyList<RoomUser> Typing => [.. _typing.Select(typing => typing.User)];

    /// <summary>What the user is about to do, as it was kept last; null until that was restored.</summary>
    internal KeptIntent? Intent { get; set; }

    /// <summary>The next message will answer this one; null = none.</summary>
    public void Answer(TimelineMessage? message)
    {
        ReplyTo = message;
        RaiseChanged();
    }

    /// <summary>Begins to edit a message, perhaps with a text that was begun before, or asks whether to delete it; null ends both.</summary>
    public void Change(TimelineMessage? message, bool deleting = false, string? text = null)
    {
        (Changing, EditText) = (message is null ? null : (message, deleting), text);
        RaiseChanged();
    }

    internal void SetProblem(string? problem)
    {
        Problem = problem;
        RaiseChanged();
    }

    internal void SetTyping(RoomUser user, DateTimeOffset until)
    {
        _typing.RemoveAll(typing => typing.User.User == user.User);
        _typing.Add((user, until));
        RaiseChanged();
    }

    internal void EndTyping(DateTimeOffset now)
    {
        if (_typing.RemoveAll(typing => typing.Until <= now) > 0)
        {
            RaiseChanged();
        }
    }
}
