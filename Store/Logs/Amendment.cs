using AspireChat.Contracts;
using StackExchange.Redis;

namespace AspireChat.Store.Logs;

/// <summary>What an event does to an earlier one.</summary>
/// <param name="What">One of the constants.</param>
/// <param name="Target">The earlier event's seq.</param>
/// <param name="Data">What it takes: see the constants.</param>
public readonly record struct Amendment(string What, long Target, RedisValue Data)
{
    /// <summary>Other text. No data.</summary>
    public const string Edit = "edit";

    /// <summary>Withdrawn. The data is the event without what was said.</summary>
    public const string Delete = "delete";

    /// <summary>The withdrawal of a message.</summary>
    public static Amendment Withdrawal(RoomEvent message) =>
        new(Delete, message.Seq, StoredEvent.Encode(message with { Text = null, Attachments = null, Removed = true }));

    /// <summary>Pinned. No data.</summary>
    public const string Pin = "pin";

    /// <summary>Not pinned any more. No data.</summary>
    public const string Unpin = "unpin";

    /// <summary>A voice for it. The data is the user.</summary>
    public const string Vote = "vote";

    /// <summary>One voice less. The data is the user.</summary>
    public const string Unvote = "unvote";
}

/// <summary>What came of an <see cref="Amendment"/>.</summary>
public enum AmendOutcome
{
    /// <summary>It was done.</summary>
    Done = 0,

    /// <summary>There is no such message, or not any more.</summary>
    NotFound = 2,

    /// <summary>It was so already.</summary>
    Unchanged = 3,

    /// <summary>There are as many pins as there may be.</summary>
    Full = 4,
}
