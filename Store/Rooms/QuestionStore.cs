using System.Text.Json;
using AspireChat.Contracts;
using AspireChat.Store.Logs;
using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.Store.Rooms;

/// <summary>The result of asking a question.</summary>
public enum AskOutcome
{
    /// <summary>It waits, or was already approved or dismissed: see the result.</summary>
    Accepted,

    /// <summary>Another user's waiting question has this id.</summary>
    IdTaken,

    /// <summary>Too many questions of this user are waiting.</summary>
    TooManyOfUser,

    /// <summary>Too many questions are waiting.</summary>
    TooMany,

    /// <summary>The user is not a member of the room.</summary>
    NotMember,
}

/// <summary>The waiting questions of rooms.</summary>
public sealed class QuestionStore(IConnectionMultiplexer redis, IOptions<RoomOptions> options)
{
    /// <summary>Maximum number of waiting questions in a room.</summary>
    public const int MaxPerRoom = 1_000;

    /// <summary>Maximum number of waiting questions of one user in a room.</summary>
    public const int MaxPerUser = 10;

    private static readonly string AskScript = RedisScript.Load("question-ask");
    private static readonly string DropScript = RedisScript.Load("question-drop");

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Stores a question until it is approved or dismissed, once for each id of a user.</summary>
    /// <returns>The outcome, and the result for the sender; null unless the question was accepted.</returns>
    public async Task<(AskOutcome Outcome, SendResult? Result)> AskAsync(string room, Question question)
    {
        RedisKey[] keys =
        [
            RedisKeys.Head(room), RedisKeys.Sent(room, question.User, question.Id), RedisKeys.Questions(room), RedisKeys.Members(room),
        ];
        RedisValue[] values =
        [
            question.Id,
            JsonSerializer.Serialize(question, ContractsJson.Default.Question),
            $"\"user\":\"{JsonEncodedText.Encode(question.User)}\"",
            MaxPerRoom,
            MaxPerUser,
            question.User,
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
            5 => (AskOutcome.TooMany, null),
            _ => (AskOutcome.NotMember, null),
        };
    }

    /// <summary>Returns the waiting questions, oldest first.</summary>
    public async Task<IReadOnlyList<Question>> ListAsync(string room) =>
    [
        .. (await Database.HashValuesAsync(RedisKeys.Questions(room)))
            .Select(json => JsonSerializer.Deserialize((string)json!, ContractsJson.Default.Question)!).OrderBy(question => question.At),
    ];

    /// <summary>Returns a waiting question; null if there is none with this id.</summary>
    public async Task<Question?> FindAsync(string room, string id) =>
        (string?)await Database.HashGetAsync(RedisKeys.Questions(room), id) is { } json
        ? JsonSerializer.Deserialize(json, ContractsJson.Default.Question)
        : null;

    /// <summary>Removes a question that is now in the log.</summary>
    public Task RemoveAsync(string room, string id) => Database.HashDeleteAsync(RedisKeys.Questions(room), id);

    /// <summary>Drops a question.</summary>
    /// <returns>True if it was still waiting.</returns>
    public async Task<bool> DropAsync(string room, Question question) => (int)await Database.RunEvenIfFullAsync(
        DropScript,
        [RedisKeys.Sent(room, question.User, question.Id), RedisKeys.Questions(room)],
        [question.Id, question.At, (long)options.Value.DuplicateWindow.TotalMilliseconds]) == 1;
}
