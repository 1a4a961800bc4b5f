using AspireChat.Contracts;
using StackExchange.Redis;

namespace AspireChat.Store.Logs;

/// <summary>A change that an event makes to an earlier one.</summary>
/// <param name="What">One of the constants.</param>
/// <param name="Target">The seq of the earlier event.</param>
/// <param name="Data">What the change needs: see the constants.</param>
public readonly record struct Amendment(string What, long Target, RedisValue Data)
{
    /// <summary>A new text. No data.</summary>
    public const string Edit = "edit";

    /// <summary>Deleted. The data is the event without its content.</summary>
    public const string Delete = "delete";

    /// <summary>Returns the deletion of a message.</summary>
    public static Amendment Deletion(RoomEvent message) =>
        new(Delete, message.Seq, StoredEvent.Encode(message with { Text = null, Attachments = null, Removed = true }));

    /// <summary>Pinned. No data.</summary>
    public const string Pin = "pin";

    /// <summary>Unpinned. No data.</summary>
    public const string Unpin = "unpin";

    /// <summary>A vote for it. The data is the user.</summary>
    public const string Vote = "vote";

    /// <summary>A vote removed. The data is the user.</summary>
    public const string Unvote = "unvote";
}

/// <summary>The outcome of an <see cref="Amendment"/>.</summary>
public enum AmendOutcome
{
    /// <summary>It was done.</summary>
    Done = 0,

    /// <summary>There is no such message, or it was deleted.</summary>
    NotFound = 2,

    /// <summary>Nothing to change.</summary>
    Unchanged = 3,

    /// <summary>The room has the maximum number of pins.</summary>
    Full = 4,

    /// <summary>The writer is not a member of the room.</summary>
    NotMember = 5,
}
