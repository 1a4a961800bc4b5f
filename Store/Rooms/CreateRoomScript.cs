namespace AspireChat.Store.Rooms;

/// <summary>Makes a room with its members, all at once, unless there is one of that name. Runs unchanged on Redis 7+ and on Garnet.</summary>
internal static class CreateRoomScript
{
    // KEYS: settings, head, roles, members.
    // ARGV: 1 epoch, 2 time (ms), 3 topic, 4 description, 5 private (1 or 0), 6 kind, 7 the owner or nothing, then user and name of each member.
    // With its first epoch it has no newness: whoever joins first does not become the owner.
    public const string Text = """
        if redis.call('EXISTS', KEYS[1]) + redis.call('EXISTS', KEYS[2]) > 0 then return '0' end
        redis.call('HSET', KEYS[1], 'createdAt', ARGV[2], 'topic', ARGV[3], 'description', ARGV[4], 'private', ARGV[5], 'kind', ARGV[6])
        redis.call('HSET', KEYS[2], 'epoch', ARGV[1], 'seq', '0')
        if ARGV[7] ~= '' then redis.call('HSET', KEYS[3], ARGV[7], 'owner') end
        for i = 8, #ARGV, 2 do redis.call('HSET', KEYS[4], ARGV[i], ARGV[i + 1]) end
        return '1'
        """;
}
