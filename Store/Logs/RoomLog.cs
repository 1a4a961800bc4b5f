using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AspireChat.Contracts;
using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.Store.Logs;

/// <summary>
/// Appends to the logs of rooms and reads them. Every method throws <see cref="RedisException"/> or <see cref="TimeoutException"/>
/// if Redis does not answer. An append may then have happened or not; repeating it with the same id is safe. If Redis has reached its
/// memory limit (see <see cref="FullRedis"/>), what users say is refused, and nothing has happened.
/// </summary>
public sealed class RoomLog(IConnectionMultiplexer redis, IOptions<RoomOptions> options)
{
    /// <summary>Maximum number of pinned messages of a room.</summary>
    public const int MaxPins = 100;

    /// <summary>The first element of the append script's result if the event had been stored before.</summary>
    private const int Duplicate = 1;

    /// <summary>Likewise, if the writer is not a member.</summary>
    private const int NotMember = 2;

    private static readonly string AppendScript = RedisScript.Load("log-append");
    private static readonly string AppendNoticeScript = RedisScript.Load("log-append-notice");
    private static readonly string AmendScript = RedisScript.Load("log-amend");
    private static readonly string ReadScript = RedisScript.Load("log-read");

    private readonly IDatabase _database = redis.GetDatabase();
    private bool? _isCluster;

    /// <summary>Appends an event, once for each <paramref name="id"/> of a user, and publishes it on the room's feed.</summary>
    /// <param name="room">The room.</param>
    /// <param name="roomEvent">The event; its seq is ignored.</param>
    /// <param name="id">The client's id for it; null if repeating it does no harm.</param>
    /// <param name="known">The position up to which this process knows the log, so that a log that was rolled back is detected.</param>
    /// <param name="member">The user who must be a member of the room at this moment; null = nobody.</param>
    public async Task<AppendResult> AppendAsync(string room, RoomEvent roomEvent, string? id, LogPosition known, string? member = null)
    {
        RedisKey[] keys = [.. AppendKeys(room, roomEvent.User, id), RedisKeys.Members(room)];
        RedisValue[] values = [.. AppendValues(roomEvent, id, known), member ?? ""];
        var answer = (RedisResult[])(await (IsContent(roomEvent.Kind)
            ? _database.ScriptEvaluateAsync(AppendScript, keys, values)
            : _database.RunEvenIfFullAsync(AppendScript, keys, values)))!;
        if ((int)answer[0] == NotMember)
        {
            return new AppendResult(LogPosition.None, 0, Duplicate: false) { IsNotMember = true };
        }

        return new AppendResult(
            new LogPosition((string)answer[3]!, (long)answer[1]), (long)answer[2], (int)answer[0] == Duplicate);
    }

    /// <summary>Appends an event that changes an earlier one, and applies the change.</summary>
    /// <param name="room">The room.</param>
    /// <param name="roomEvent">The event; its seq is ignored.</param>
    /// <param name="amendment">The change.</param>
    /// <param name="known">The position up to which this process knows the log.</param>
    /// <param name="member">The user who must be a member of the room at this moment; null = nobody.</param>
    /// <returns>The outcome, and the new event's seq; 0 if nothing was appended.</returns>
    public async Task<(AmendOutcome Outcome, long Seq)> AmendAsync(
        string room, RoomEvent roomEvent, Amendment amendment, LogPosition known, string? member = null)
    {
        RedisKey[] keys =
        [
            .. AppendKeys(room, "", null), RedisKeys.History(room), RedisKeys.Pins(room), RedisKeys.Votes(room), RedisKeys.Members(room),
        ];
        RedisValue[] values =
            [.. AppendValues(roomEvent, null, known), member ?? "", amendment.What, amendment.Target, amendment.Data, MaxPins];
        var answer = (RedisResult[])(await (amendment.What == Amendment.Delete
            ? _database.RunEvenIfFullAsync(AmendScript, keys, values)
            : _database.ScriptEvaluateAsync(AmendScript, keys, values)))!;
        return ((AmendOutcome)(int)answer[0], (long)answer[1]);
    }

    /// <summary>Appends a notice, a join or leave event, unless there are too many of them or the room is archived.</summary>
    /// <returns>Its seq; 0 if it was not appended.</returns>
    public async Task<long> AppendNoticeAsync(string room, RoomEvent notice, LogPosition known) =>
        (long)await _database.RunEvenIfFullAsync(AppendNoticeScript, NoticeKeys(room, notice.User), NoticeValues(notice, known));

    /// <summary>Returns the oldest events after <paramref name="after"/>. It creates the room if it does not exist.</summary>
    public Task<LogPage> ReadAfterAsync(string room, long after, int limit, LogPosition known) =>
        ReadAsync(room, after, null, limit, newest: false, known);

    /// <summary>
    /// Returns the newest events before <paramref name="before"/> (null = the end of the log) and after <paramref name="after"/>.
    /// </summary>
    public Task<LogPage> ReadNewestAsync(string room, long? before, int limit, long after = 0) =>
        ReadAsync(room, after, before, limit, newest: true, LogPosition.None);

    /// <summary>Returns one event; null if the log does not have it.</summary>
    public async Task<RoomEvent?> FindAsync(string room, long seq)
    {
        var found = await _database.SortedSetRangeByScoreAsync(RedisKeys.Log(room), seq, seq);
        return found is [var json, ..] ? StoredEvent.Parse(json).Decode() : null;
    }

    /// <summary>Returns the position of the log's newest event; null if there is no such room, which this does not create.</summary>
    public async Task<LogPosition?> FindHeadAsync(string room)
    {
        var values = await _database.HashGetAsync(RedisKeys.Head(room), ["epoch", "seq"]);
        return values[0].IsNull ? null : new LogPosition((string)values[0]!, values[1].TryParse(out long seq) ? seq : 0);
    }

    /// <summary>Subscribes to the room's feed. The caller must end the subscription.</summary>
    public Task<ChannelMessageQueue> SubscribeAsync(string room) => redis.GetSubscriber().SubscribeAsync(Channel(room));

    /// <summary>Publishes an event that is not stored to those who are in the room now.</summary>
    public Task PublishAsync(string room, RoomEvent ephemeral) =>
        _database.PublishAsync(Channel(room), FeedEntry.Ephemeral(StoredEvent.Encode(ephemeral)));

    /// <summary>
    /// Returns the channel of a room's feed. In a Redis Cluster it is a sharded channel, so that only its shard carries it.
    /// </summary>
    public RedisChannel Channel(string room) => IsCluster
        ? RedisChannel.Sharded(RedisKeys.Feed(room))
        : RedisChannel.Literal(RedisKeys.Feed(room));

    // Known once connected; it never changes.
    private bool IsCluster =>
        _isCluster ??
        (redis.IsConnected ? (_isCluster = redis.GetServers().Any(server => server.ServerType == ServerType.Cluster)).Value : false);

    private RedisValue PublishCommand => IsCluster ? "SPUBLISH" : "PUBLISH";

    private async Task<LogPage> ReadAsync(string room, long after, long? before, int limit, bool newest, LogPosition known)
    {
        RedisKey[] keys = [RedisKeys.Head(room), RedisKeys.Log(room)];
        RedisValue[] values =
        [
            NewEpoch(), known.Epoch, known.Seq, after, before is { } end ? end : "+inf", limit, newest ? "newest" : "oldest",
        ];
        var answer = (RedisResult[])(await _database.ScriptEvaluateAsync(ReadScript, keys, values))!;
        var events = new StoredEvent[answer.Length - 3];
        for (var i = 0; i < events.Length; i++)
        {
            var json = (byte[])answer[i + 3]!;
            events[newest ? events.Length - 1 - i : i] = StoredEvent.Parse(json);
        }

        return new LogPage(new LogPosition((string)answer[0]!, (long)answer[1]), (long)answer[2], events);
    }

    /// <summary>
    /// Whether an event is something that users say, and so is refused when Redis is full. All others only record what happened.
    /// </summary>
    private static bool IsContent(string kind) =>
        kind is EventKind.Message or EventKind.Question or EventKind.Edit or EventKind.Reaction or EventKind.Pin or EventKind.Vote;

    private static RedisKey[] AppendKeys(string room, string user, string? id) =>
        [RedisKeys.Head(room), RedisKeys.Log(room), RedisKeys.Sent(room, id is null ? "" : user, id ?? ""), RedisKeys.Feed(room)];

    internal static RedisKey[] NoticeKeys(string room, string user) =>
        [.. AppendKeys(room, "", null), RedisKeys.Settings(room), RedisKeys.Told(room, user)];

    /// <summary>
    /// Joining and leaving is free for everyone, so notices are limited: per user and room, and per room to a share of the log's length.
    /// </summary>
    internal RedisValue[] NoticeValues(RoomEvent notice, LogPosition known) =>
    [
        .. AppendValues(notice, null, known), RoomOptions.NoticesPerUser, (long)RoomOptions.NoticeWindow.TotalMilliseconds,
        Math.Max(1, options.Value.LogLength / RoomOptions.NoticeShare),
    ];

    private RedisValue[] AppendValues(RoomEvent roomEvent, string? id, LogPosition known) =>
    [
        NewEpoch(), known.Epoch, known.Seq, StoredEvent.WithoutSeq(roomEvent), roomEvent.At, options.Value.LogLength,
        id is null ? 0 : (long)options.Value.DuplicateWindow.TotalMilliseconds, IdAndUser(id, roomEvent.User),
        Activity.Current is { Recorded: true } trace ? trace.Id : FeedEntry.None, PublishCommand,
    ];

    // As they appear in the event's JSON, where the user follows the id.
    private static string IdAndUser(string? id, string user) => $"\"id\":\"{id}\",\"user\":\"{JsonEncodedText.Encode(user)}\"";

    /// <summary>Returns a name for a new epoch.</summary>
    public static string NewEpoch() =>
        Random.Shared.NextInt64(0x1_0000_0000_0000).ToString("x12", CultureInfo.InvariantCulture);
}
