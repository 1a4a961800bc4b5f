using System.Text.Json;
using AspireChat.Contracts;
using AspireChat.Store.Logs;
using AspireChat.Store.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.Store.Rooms;

/// <summary>What became of a question that was asked.</summary>
public enum AskOutcome
{
    /// <summary>It waits, or is decided already: see the result.</summary>
    Accepted,

    /// <summary>Another user's question has this id.</summary>
    IdTaken,

    /// <summary>Too many of this user's questions wait.</summary>
    TooManyOfUser,

    /// <summary>Too many questions wait.</summary>
    TooMany,
}

/// <summary>The questions that wait, room by room.</summary>
public sealed class QuestionStore(IConnectionMultiplexer redis, IOptions<RoomOptions> options)
{
    /// <summary>Most questions that wait in a room.</summary>
    public const int MaxPerRoom = 1_000;

    /// <summary>Most questions of one user that wait in a room.</summary>
    public const int MaxPerUser = 10;

    // KEYS: head, sent, questions. ARGV: id, the question, the user as it stands in it, most, most of one.
    // Answers 0 stored, 1 stored before, 2 decided already, 3 somebody else's id, 4 too many of this user, 5 too many.
    // A question that was let through is in the log under its id, and one that was dropped is remembered as if (see DropScript).
    private const string AskScript = """
        local sent = redis.call('GET', KEYS[2])
        if sent then
          local epoch, seq, at = string.match(sent, '^(%S+) (%d+) (%d+)$')
          if epoch == '-' or epoch == redis.call('HGET', KEYS[1], 'epoch') then return {'2', seq, at} end
        end
        local before = redis.call('HGET', KEYS[3], ARGV[1])
        if before then
          if string.find(before, ARGV[3], 1, true) then return {'1', '0', string.match(before, '"at":(%d+)')} end
          return {'3', '0', '0'}
        end
        local waiting = redis.call('HVALS', KEYS[3])
        if #waiting >= tonumber(ARGV[4]) then return {'5', '0', '0'} end
        local own = 0
        for i = 1, #waiting do
          if string.find(waiting[i], ARGV[3], 1, true) then own = own + 1 end
        end
        if own >= tonumber(ARGV[5]) then return {'4', '0', '0'} end
        redis.call('HSET', KEYS[3], ARGV[1], ARGV[2])
        return {'0', '0', '0'}
        """;

    // KEYS: sent, questions. ARGV: id, time (ms), how long to remember it (ms).
    // Remembered, or asking again after an answer that was lost would bring it back.
    private const string DropScript = """
        if redis.call('HDEL', KEYS[2], ARGV[1]) == 0 then return '0' end
        redis.call('SET', KEYS[1], '- 0 ' .. ARGV[2], 'PX', ARGV[3])
        return '1'
        """;

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Lets a question wait, once for each id of a user.</summary>
    /// <returns>What became of it; the result is null unless it was accepted.</returns>
    public async Task<(AskOutcome Outcome, SendResult? Result)> AskAsync(string room, Question question)
    {
        RedisKey[] keys = [RedisKeys.Head(room), RedisKeys.Sent(room, question.User, question.Id), RedisKeys.Questions(room)];
        RedisValue[] values =
        [
            question.Id, JsonSerializer.Serialize(question, ContractsJson.Default.Question), $"\"user\":\"{JsonEncodedText.Encode(question.User)}\"", MaxPerRoom,
            MaxPerUser,
        ];
        var answer = (RedisResult[])(await Database.ScriptEvaluateAsync(AskScript, keys, values))!;
        var (seq, at) = ((long)answer[1], (long)answer[2]);
        return (int)answer[0] switch
        {
            0 => (AskOutcome.Accepted, new SendResult { At = question.At, Waiting = true }),
            1 => (AskOutcome.Accepted, new SendResult { At = at, Waiting = true, Duplicate = true }),
            2 => (AskOutcome.Accepted, new SendResult { Seq = seq, At = at, Duplicate = true }),
            3 => (AskOutcome.IdTaken, null),
            4 => (AskOutcome.TooManyOfUser, null),
            _ => (AskOutcome.TooMany, null),
        };
    }

    /// <summary>All that wait, oldest first.</summary>
    public async Task<IReadOnlyList<Question>> ListAsync(string room) =>
    [
        .. (await Database.HashValuesAsync(RedisKeys.Questions(room)))
            .Select(json => JsonSerializer.Deserialize((string)json!, ContractsJson.Default.Question)!).OrderBy(question => question.At),
    ];

    /// <summary>One that waits, or null.</summary>
    public async Task<Question?> FindAsync(string room, string id) => (string?)await Database.HashGetAsync(RedisKeys.Questions(room), id) is { } json
        ? JsonSerializer.Deserialize(json, ContractsJson.Default.Question)
        : null;

    /// <summary>It is in the log, and waits no more.</summary>
    public Task RemoveAsync(string room, string id) => Database.HashDeleteAsync(RedisKeys.Questions(room), id);

    /// <summary>Drops a question.</summary>
    /// <returns>Whether it still waited.</returns>
    public async Task<bool> DropAsync(string room, Question question) => (int)await Database.ScriptEvaluateAsync(
        DropScript,
        [RedisKeys.Sent(room, question.User, question.Id), RedisKeys.Questions(room)],
        [question.Id, question.At, (long)options.Value.DuplicateWindow.TotalMilliseconds]) == 1;
}
