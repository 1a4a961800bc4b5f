using AspireChat.Contracts;
using AspireChat.Engine.Redis;
using AspireChat.Engine.Rooms;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.Engine.Inbox;

/// <summary>Puts an outside system's message into a room's log, once.</summary>
internal sealed class InboxDesk(RoomLog log, IConnectionMultiplexer redis, IOptions<ChatLimits> limits, TimeProvider time)
{
    private const string System = "system";
    private const string BotPrefix = "bot:";
    private const int LongestBot = 40;

    /// <exception cref="RedisException">Redis does not answer; trying again with the same id is safe.</exception>
    public async Task<InboxReply> PostAsync(InboxMessage message)
    {
        if (Problem(message) is { } problem)
        {
            return new InboxReply { Error = problem };
        }

        var bot = message.Bot?.Trim();
        var appended = await log.AppendAsync(
            message.Room,
            new RoomEvent
            {
                Kind = EventKind.Message,
                Id = message.Id,
                User = bot is null ? System : BotPrefix + bot,
                Name = bot ?? "System",
                At = time.GetUtcNow().ToUnixTimeMilliseconds(),
                Text = message.Text,
                ReplyTo = message.ReplyTo,
                Node = "adminnode",
            },
            message.Id,
            LogPosition.None);

        // A room comes into being with its first message, as it does with its first member.
        await redis.GetDatabase().SetAddAsync(RedisKeys.Rooms, message.Room);
        return new InboxReply { Seq = appended.Position.Seq, At = appended.At, Duplicate = appended.Duplicate };
    }

    private string? Problem(InboxMessage message) =>
        !RoomName.IsValid(message.Room) ? $"{ChatErrors.BadRoom}: a room's name has 1 to {RoomName.MaxLength} of a-z, 0-9, '.', '_' and '-'."
        : string.IsNullOrWhiteSpace(message.Text) ? $"{ChatErrors.BadRequest}: the text is empty."
        : message.Text.Length > limits.Value.MaxTextLength ? $"{ChatErrors.TooLong}: the text may have at most {limits.Value.MaxTextLength} characters."
        : message.Bot is { } bot && (bot.Trim().Length is 0 or > LongestBot || bot.Any(char.IsControl)) ? $"{ChatErrors.BadRequest}: a bot's name has 1 to {LongestBot} characters."
        : message.ReplyTo is < 1 ? $"{ChatErrors.BadRequest}: replyTo is a message's seq, 1 or more."
        : null;
}
