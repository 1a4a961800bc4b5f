using AspireChat.Contracts;
using AspireChat.Store.Logs;
using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.Store.Rooms;

/// <summary>
/// Lets users into rooms. A member who comes back takes one round trip, a new member two: a room's keys and a user's keys are in different
/// slots of a Redis Cluster, so one script cannot write both, but the commands leave together.
/// </summary>
public sealed class RoomJoins(
    IConnectionMultiplexer redis, RoomLog log, RoomWriter writer, UserRooms userRooms, MembershipEvents membership,
    IOptions<RoomOptions> options)
{
    private const int FirstEvent = 7;

    private static readonly string JoinScript = RedisScript.Load("room-join");

    private IDatabase Database => redis.GetDatabase();

    /// <summary>
    /// Makes a user a member, unless the room is private, and returns what the user missed. A room that does not exist is created, and the
    /// user becomes its owner.
    /// </summary>
    public async Task<JoinAnswer> JoinAsync(JoinAttempt attempt)
    {
        var (room, user) = (attempt.Room, attempt.User);
        var isDirect = RoomName.IsDirect(room);
        var notice = writer.Sign(user, new RoomEvent { Kind = EventKind.Join });

        // All of this leaves at once; the answers are awaited afterwards. Before the script, so that no room exists without being listed.
        // A full Redis refuses new rooms, but not members of those that exist.
        var (keys, values) = (Keys(room, user.User), Values(attempt, notice, isDirect));
        var mayCreate = attempt.MayBeNew && !isDirect;
        var listing = mayCreate ? Database.SetAddAsync(RedisKeys.Rooms, room) : Task.FromResult(false);
        var joining = mayCreate
            ? Database.ScriptEvaluateAsync(JoinScript, keys, values)
            : Database.RunEvenIfFullAsync(JoinScript, keys, values);
        var reading = userRooms.PositionAsync(user.User, room);
        await Task.WhenAll(ListedAsync(room, listing, joining), joining, reading);
        var answer = (RedisResult[])(await joining)!;
        var outcome = (JoinOutcome)(int)answer[0];
        if (outcome != JoinOutcome.Joined)
        {
            return new JoinAnswer(outcome, IsNew: false, new LogPage(LogPosition.None, 0, []), Truncated: false, Read: 0);
        }

        var isNew = (int)answer[1] == 1;
        var page = (string?)answer[5] == "kept" ? attempt.Kept! : PageOf(answer);
        var read = await reading;

        // A direct room may have been removed from the list; a room without a read position may be missing there after a crash.
        if (isNew || read is null || isDirect)
        {
            await userRooms.BeginListedAsync(user.User, room, page.Head);
        }

        if (isNew)
        {
            writer.Noticed(room, notice, (long)answer[2]);
            if (!isDirect)
            {
                membership.Publish(room, EventKind.Join, user);
            }
        }

        var upTo = read is null ? page.Head.Seq : read.Epoch == page.Head.Epoch ? Math.Min(read.Seq, page.Head.Seq) : 0;
        return new JoinAnswer(outcome, isNew, page, Truncated: (int)answer[6] == 1, upTo);
    }

    /// <summary>Completes when the room is listed, unless joining it fails.</summary>
    private async Task ListedAsync(string room, Task listing, Task joining)
    {
        try
        {
            await listing;
        }
        catch (RedisServerException refused) when (refused.IsFull())
        {
            // In a Redis Cluster the room may be on another server than the list, which is not full.
            await joining;
            await Database.WriteEvenIfFullAsync("SADD", RedisKeys.Rooms, room);
        }
    }

    private static RedisKey[] Keys(string room, string user) =>
        [.. RoomLog.NoticeKeys(room, user), RedisKeys.Members(room), RedisKeys.Roles(room)];

    private RedisValue[] Values(JoinAttempt attempt, RoomEvent notice, bool isDirect) =>
    [
        .. log.NoticeValues(notice, attempt.Known), attempt.User.User, attempt.User.Name, isDirect,
        attempt.IsVisible && !isDirect ? options.Value.NoticesUpToMembers : 0, attempt.Room != RoomName.Lobby && !isDirect,
        attempt.After?.Epoch ?? "", attempt.After?.Seq ?? -1, attempt.PageSize, attempt.MaxPage, attempt.MaxResume,
        attempt.Kept?.Head.Epoch ?? "", attempt.Kept?.Head.Seq ?? -1,
    ];

    private static LogPage PageOf(RedisResult[] answer)
    {
        var isNewestFirst = (string?)answer[5] == "newest";
        var events = new StoredEvent[answer.Length - FirstEvent];
        for (var i = 0; i < events.Length; i++)
        {
            events[isNewestFirst ? events.Length - 1 - i : i] = StoredEvent.Parse((byte[])answer[i + FirstEvent]!);
        }

        var head = new LogPosition((string)answer[3]!, (long)answer[4]);
        return new LogPage(head, events.Length > 0 ? events[0].Seq : 0, events);
    }
}
