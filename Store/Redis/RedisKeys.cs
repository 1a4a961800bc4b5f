using System.Net;
using StackExchange.Redis;

namespace AspireChat.Store.Redis;

/// <summary>
/// The keys and channels in Redis. The braces around a room's name are part of the key: a Redis Cluster hashes only the text between them,
/// so all keys of a room are in one slot and one script can use them all.
/// </summary>
public static class RedisKeys
{
    /// <summary>Set: the names of all rooms.</summary>
    public const string Rooms = "chat:rooms";

    /// <summary>Set: the ids of the registered nodes. A node is live as long as its <see cref="Node"/> key exists.</summary>
    public const string Nodes = "chat:nodes";

    /// <summary>
    /// Sorted set: the keys of uploaded files that no message has used yet, score = when they were uploaded, Unix milliseconds.
    /// </summary>
    public const string UnsentFiles = "chat:files:unsent";

    /// <summary>Sorted set: all users who ever connected, score = when they last connected or disconnected, Unix milliseconds.</summary>
    public const string Users = "chat:users";

    /// <summary>Sorted set: all users who ever connected, score = when they first connected, Unix milliseconds.</summary>
    public const string UsersSince = "chat:users:since";

    /// <summary>Hash: user → the name that the user last connected with.</summary>
    public const string UserNames = "chat:users:names";

    /// <summary>Number: increases with every change to a ban, mute, role or setting.</summary>
    public const string PolicyVersion = "chat:{policy}:version";

    /// <summary>Sorted set: what changed, score = the version of the change.</summary>
    public const string PolicyChanges = "chat:{policy}:changes";

    /// <summary>Hash: user → ban, JSON.</summary>
    public const string Bans = "chat:bans";

    /// <summary>Hash: network (CIDR) → ban, JSON.</summary>
    public const string NetworkBans = "chat:bans:networks";

    /// <summary>Hash: user → mute in all rooms, JSON.</summary>
    public const string GlobalMutes = "chat:mutes";

    /// <summary>Hash: user → Unix milliseconds; tokens issued then or earlier are revoked.</summary>
    public const string Revocations = "chat:revocations";

    /// <summary>Channel: the admin node's signed commands.</summary>
    public const string Commands = "chat:commands";

    /// <summary>Channel: what happens in the cluster, for monitoring. Not signed: no decision depends on it.</summary>
    public const string Events = "chat:events";

    /// <summary>Prefix of the channels of SignalR's backplane.</summary>
    public const string SignalRPrefix = "chat:signalr:";

    /// <summary>Sorted set: the audit log's entries, score = their number.</summary>
    public const string Audit = "chat:audit";

    /// <summary>Sorted set: the statistics of the last day as JSON, score = the minute since 1970.</summary>
    public const string Statistics = "chat:statistics";

    /// <summary>Channel: messages to post, signed by outside systems.</summary>
    public const string Inbox = "chat:inbox";

    /// <summary>String with a time to live: which admin node answers the inbox.</summary>
    public const string InboxLease = "chat:inbox:lease";

    /// <summary>Hash: id → webhook, JSON, with its secret.</summary>
    public const string Webhooks = "chat:webhooks";

    /// <summary>Matches the keys of names, and not their counters: it ends in the brace.</summary>
    public const string NamePattern = "chat:name:{*}";

    /// <summary>List: the keys that protect Web's cookies during a sign-in with a provider, encrypted.</summary>
    public const string SealedKeys = "chat:web:sealed-keys";

    /// <summary>Hash: <c>user USER</c> and <c>total</c> → bytes of files.</summary>
    public const string FileSpace = "chat:web:files:used";

    /// <summary>String with a time to live: a replica of Web has just deleted old files.</summary>
    public const string FileCleaning = "chat:web:files:cleaning";

    /// <summary>Sorted set: the room's events, score = seq.</summary>
    public static RedisKey Log(string room) => $"chat:{{{room}}}:log";

    /// <summary>Hash: <c>seq</c> and <c>epoch</c>.</summary>
    public static RedisKey Head(string room) => $"chat:{{{room}}}:head";

    /// <summary>String: the seq under which a message with this id was stored.</summary>
    public static RedisKey Sent(string room, string user, string id) => $"chat:{{{room}}}:sent:{user}:{id}";

    /// <summary>String with a time to live: how many join and leave events a user caused in a room lately.</summary>
    public static RedisKey Told(string room, string user) => $"chat:{{{room}}}:told:{user}";

    /// <summary>Hash: user → name, the room's members.</summary>
    public static RedisKey Members(string room) => $"chat:{{{room}}}:members";

    /// <summary>Hash: <c>node id|user</c> → name, which user is connected to which node.</summary>
    public static RedisKey Online(string room) => $"chat:{{{room}}}:online";

    /// <summary>Hash: topic, description … of a room (see <c>RoomRules</c>).</summary>
    public static RedisKey Settings(string room) => $"chat:{{{room}}}:settings";

    /// <summary>Hash: user → role in the room; all others are plain members.</summary>
    public static RedisKey Roles(string room) => $"chat:{{{room}}}:roles";

    /// <summary>Hash: user → the mute in this room, JSON.</summary>
    public static RedisKey Mutes(string room) => $"chat:{{{room}}}:mutes";

    /// <summary>String with a time to live: the id of the user's last message in a room in slow mode.</summary>
    public static RedisKey Slow(string room, string user) => $"chat:{{{room}}}:slow:{user}";

    /// <summary>Sorted set: the original versions of edited and deleted messages, score = the message's seq.</summary>
    public static RedisKey History(string room) => $"chat:{{{room}}}:history";

    /// <summary>Sorted set: the pinned messages as they were sent, score = seq.</summary>
    public static RedisKey Pins(string room) => $"chat:{{{room}}}:pins";

    /// <summary>Hash: seq → number of votes for the question, <c>seq user</c> → a user's vote.</summary>
    public static RedisKey Votes(string room) => $"chat:{{{room}}}:votes";

    /// <summary>Hash: id → a waiting question, JSON.</summary>
    public static RedisKey Questions(string room) => $"chat:{{{room}}}:questions";

    /// <summary>Hash: user → when the user was removed from the room, Unix milliseconds, unless invited by name since.</summary>
    public static RedisKey Removed(string room) => $"chat:{{{room}}}:removed";

    /// <summary>Hash: token → an invitation of the room, JSON.</summary>
    public static RedisKey Invitations(string room) => $"chat:{{{room}}}:invitations";

    /// <summary>Hash: room → since when, Unix milliseconds; the user's rooms.</summary>
    public static RedisKey UserRooms(string user) => $"chat:user:{user}:rooms";

    /// <summary>Hash: room → <c>epoch seq</c>, the user's read position.</summary>
    public static RedisKey UserRead(string user) => $"chat:user:{user}:read";

    /// <summary>Hash with a time to live: an invitation's room and creator, and how often it can be used.</summary>
    public static RedisKey Invitation(string token) => $"chat:invitation:{token}";

    /// <summary>Hash with a time to live: how many calls a user or network has left, and when that was written.</summary>
    /// <param name="party">The key of a <c>Party</c>.</param>
    public static RedisKey Calls(string party) => $"chat:limits:calls:{party}";

    /// <summary>Number with a time to live: how many rooms a user or network has created within the hour.</summary>
    /// <param name="party">The key of a <c>Party</c>.</param>
    public static RedisKey NewRooms(string party) => $"chat:limits:rooms:{party}";

    /// <summary>Channel: the live events of a room.</summary>
    public static string Feed(string room) => $"chat:{{{room}}}:feed";

    /// <summary>Channel: the signed answers to a command, or to a message of the inbox.</summary>
    public static string Replies(string id) => $"chat:replies:{id}";

    /// <summary>String with a time to live: which admin node runs a webhook.</summary>
    public static RedisKey WebhookLease(string id) => $"chat:webhook:{{{id}}}:lease";

    /// <summary>Hash: source → up to where the webhook has been notified.</summary>
    public static RedisKey WebhookCursors(string id) => $"chat:webhook:{{{id}}}:cursors";

    /// <summary>Hash: how many deliveries succeeded, and the last error.</summary>
    public static RedisKey WebhookState(string id) => $"chat:webhook:{{{id}}}:state";

    /// <summary>Hash: delivery → dead letter, JSON.</summary>
    public static RedisKey DeadLetters(string id) => $"chat:webhook:{{{id}}}:dead";

    /// <summary>Sorted set: deliveries, score = when they were given up, Unix milliseconds.</summary>
    public static RedisKey DeadLetterOrder(string id) => $"chat:webhook:{{{id}}}:dead:order";

    /// <summary>String with a time to live: the response to a request of the admin API.</summary>
    /// <param name="hash">The hash of the caller and the idempotency key.</param>
    public static RedisKey Idempotency(string hash) => $"chat:idempotency:{hash}";

    /// <summary>String with a time to live: a node's latest report.</summary>
    public static RedisKey Node(string nodeId) => $"chat:node:{nodeId}";

    /// <summary>Set: the users connected to a node.</summary>
    public static RedisKey NodeUsers(string nodeId) => $"chat:node:{nodeId}:users";

    /// <summary>Set: those of them who are away on all devices connected there.</summary>
    public static RedisKey NodeAway(string nodeId) => $"chat:node:{nodeId}:away";

    /// <summary>Hash: key of a <c>Party</c> → how many connections of that user, or from that network, a node has.</summary>
    public static RedisKey NodeConnections(string nodeId) => $"chat:node:{nodeId}:connections";

    /// <summary>Set: the rooms that users of a node are online in.</summary>
    public static RedisKey NodeRooms(string nodeId) => $"chat:node:{nodeId}:rooms";

    /// <summary>Hash with a time to live: <c>user</c>, <c>name</c> as written and, where there is a passphrase, <c>secret</c>.</summary>
    /// <param name="folded">The name, folded.</param>
    public static RedisKey Name(string folded) => $"chat:name:{{{Escape(folded)}}}";

    /// <summary>Number with a time to live: wrong passphrases for a name from one client's network.</summary>
    public static RedisKey Attempts(string folded, IPAddress network) => $"chat:name:{{{Escape(folded)}}}:attempts:{network}";

    /// <summary>Number with a time to live: wrong passphrases for a name from anywhere.</summary>
    public static RedisKey AllAttempts(string folded) => $"chat:name:{{{Escape(folded)}}}:attempts";

    /// <summary>Number with a time to live: wrong passphrases for a name on a device that its owner signed in on.</summary>
    public static RedisKey DeviceAttempts(string folded, string device) => $"chat:name:{{{Escape(folded)}}}:attempts:device:{device}";

    /// <summary>Number with a time to live: wrong passphrases for all names from one client's network.</summary>
    public static RedisKey NetworkAttempts(IPAddress network) => $"chat:web:attempts:{network}";

    /// <summary>Number with a time to live: bytes uploaded from one client's network.</summary>
    public static RedisKey FilesFrom(IPAddress network) => $"chat:web:files:from:{network}";

    // A brace in the name would end the braces around it.
    private static string Escape(string folded) => Uri.EscapeDataString(folded);
}
