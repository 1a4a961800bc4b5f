using System.Text.Json;
using AspireChat.Contracts;
using AspireChat.Store.Logs;
using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
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

    private static readonly string AskScript = RedisScript.Load("question-ask");
    private static readonly string DropScript = RedisScript.Load("question-drop");

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
