using System.Buffers.Text;
using System.Security.Cryptography;
using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Store.Logs;
using AspireChat.Store.Redis;
using AspireChat.Store.Rooms;
using AspireChat.Store.Users;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Rooms;

/// <summary>How one becomes a member without having found the room: by a token, or because somebody says so.</summary>
internal sealed class Invitations(
    IConnectionMultiplexer redis, RoomRulesStore rules, RoomMembers members, UserRooms userRooms, RoomEntrance entrance, RoomLog log, KnownUsers users,
    UserNotices notices, TimeProvider time)
{
    // KEYS: invitation. ARGV: room, when it was made, uses, lifetime (ms).
    private const string CreateScript = """
        redis.call('HSET', KEYS[1], 'room', ARGV[1], 'createdAt', ARGV[2], 'uses', ARGV[3])
        redis.call('PEXPIRE', KEYS[1], ARGV[4])
        return '1'
        """;

    // KEYS: invitation. Takes one use, if there is one left. It stays until its time is over: who used it may repeat that after an answer that was lost.
    private const string UseScript = """
        local uses = redis.call('HGET', KEYS[1], 'uses')
        if not uses or (uses ~= '-' and tonumber(uses) < 1) then return '0' end
        if uses ~= '-' then redis.call('HINCRBY', KEYS[1], 'uses', -1) end
        return '1'
        """;

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Makes a token.</summary>
    /// <param name="room">The room.</param>
    /// <param name="uses">How many may use it; null: as many as like.</param>
    /// <param name="lifetime">How long it is good for.</param>
    public async Task<Invitation> CreateAsync(Room room, int? uses, TimeSpan lifetime)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        var key = RedisKeys.Invitation(token);

        // The time the room was made at tells it from a later one of the same name.
        await Database.ScriptEvaluateAsync(
            CreateScript, [key], [room.Name, room.Policy.Rules.CreatedAt, uses is { } number ? number : "-", (long)lifetime.TotalMilliseconds]);
        return new Invitation { Room = room.Name, Token = token, ExpiresAt = (time.GetUtcNow() + lifetime).ToUnixTimeMilliseconds() };
    }

    /// <summary>Makes the caller a member of the invitation's room.</summary>
    /// <returns>The room's name.</returns>
    public async Task<string> AcceptAsync(ChatCaller caller, string token)
    {
        var key = RedisKeys.Invitation(token);
        var found = await Database.HashGetAsync(key, ["room", "createdAt"]);
        if ((string?)found[0] is not { } room || (await rules.ReadSettingsAsync(room)).CreatedAt != (long?)found[1] || !await rules.ExistsAsync(room))
        {
            throw Refusal.NoInvitation();
        }

        if (!await members.ContainsAsync(room, caller.User))
        {
            if ((int)await Database.ScriptEvaluateAsync(UseScript, [key]) == 0)
            {
                throw Refusal.NoInvitation();
            }

            await AddAsync(room, caller.User, caller.Name, new Notice { Kind = NoticeKind.Joined, Room = room });
        }

        return room;
    }

    /// <summary>Makes a user a member.</summary>
    public async Task InviteAsync(ChatCaller caller, string room, string user)
    {
        var name = (await users.NamesAsync([user]))[0];
        if (!await members.ContainsAsync(room, user))
        {
            await AddAsync(room, user, name, new Notice { Kind = NoticeKind.Invited, Room = room, Text = caller.Name });
        }
    }

    private async Task AddAsync(string room, string user, string name, Notice notice)
    {
        // Nothing is unread for who comes new.
        var head = (await log.ReadNewestAsync(room, null, 0)).Head;
        await userRooms.BeginAsync(user, room, head);
        var (isNew, count) = await members.AddAsync(room, user, name);
        if (isNew)
        {
            await entrance.WelcomeAsync(room, user, name, count, head);
            await notices.TellAsync(user, notice);
        }
    }
}
