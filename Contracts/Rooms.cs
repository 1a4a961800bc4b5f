using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>The kinds of rooms.</summary>
public static class RoomKind
{
    /// <summary>A room in which all members can write.</summary>
    public const string Room = "room";

    /// <summary>A direct room, between 2 to 9 users: private and without an owner.</summary>
    public const string Direct = "direct";

    /// <summary>A room in which members ask questions, and owners and moderators approve those that everyone sees.</summary>
    public const string Questions = "questions";

    /// <summary>The rule of <see cref="CanCreate"/> as a text to show.</summary>
    public const string Rule = $"'kind' is {Room} or {Questions}.";

    /// <summary>Returns true if a room of this kind can be created by name; null means <see cref="Room"/>.</summary>
    public static bool CanCreate(string? kind) => kind is null or Room or Questions;
}

/// <summary>A room's title, topic and description, and who can join and write.</summary>
[DataContract]
public sealed record RoomSettings
{
    /// <summary>Maximum length of <see cref="Title"/>, in UTF-16 code units.</summary>
    public const int MaxTitleLength = 80;

    /// <summary>Maximum length of <see cref="Topic"/>, in UTF-16 code units.</summary>
    public const int MaxTopicLength = 250;

    /// <summary>Maximum length of <see cref="Description"/>, in UTF-16 code units.</summary>
    public const int MaxDescriptionLength = 1_000;

    /// <summary>Maximum value of <see cref="SlowModeSeconds"/>.</summary>
    public const int MaxSlowModeSeconds = 3_600;

    /// <summary>The name to show instead of the room name, one line in any script; empty if none was set.</summary>
    [DataMember(Name = "title")]
    public string Title { get; init; } = "";

    /// <summary>The topic, one line; empty if none was set.</summary>
    [DataMember(Name = "topic")]
    public string Topic { get; init; } = "";

    /// <summary>The description; empty if none was set.</summary>
    [DataMember(Name = "description")]
    public string Description { get; init; } = "";

    /// <summary>Archived: nobody can write.</summary>
    [DataMember(Name = "archived")]
    public bool Archived { get; init; }

    /// <summary>Read-only: only owners and moderators can write.</summary>
    [DataMember(Name = "readOnly")]
    public bool ReadOnly { get; init; }

    /// <summary>Slow mode: seconds that a member waits between two messages; 0 = off. Owners and moderators do not wait.</summary>
    [DataMember(Name = "slowModeSeconds")]
    public int SlowModeSeconds { get; init; }

    /// <summary>Private: only members and invited users can join, and <c>ListRooms</c> does not list it.</summary>
    [DataMember(Name = "private")]
    public bool Private { get; init; }

    /// <summary>One of <see cref="RoomKind"/>. It never changes.</summary>
    [DataMember(Name = "kind")]
    public string Kind { get; init; } = RoomKind.Room;
}

/// <summary>Argument of <c>ListRooms</c>.</summary>
[DataContract]
public sealed record ListRoomsRequest
{
    /// <summary>Part of the name, the title or the topic, ignoring case; null = all.</summary>
    [DataMember(Name = "query")]
    public string? Query { get; init; }

    /// <summary><c>next</c> of the previous page; null = the first page.</summary>
    [DataMember(Name = "cursor")]
    public string? Cursor { get; init; }

    /// <summary>Maximum number of results, 1 to 100; null = 50.</summary>
    [DataMember(Name = "limit")]
    public int? Limit { get; init; }
}

/// <summary>Result of <c>ListRooms</c>.</summary>
[DataContract]
public sealed record ListRoomsResult
{
    /// <summary>The page's rooms, ordered by name. Private, direct and archived rooms are not listed.</summary>
    [DataMember(Name = "rooms")]
    public IReadOnlyList<ListedRoom> Rooms { get; init; } = [];

    /// <summary>
    /// Pass it as <c>cursor</c> to get the next page; null on the last page. A page can be short or even empty and still have a next one.
    /// </summary>
    [DataMember(Name = "next")]
    public string? Next { get; init; }
}

/// <summary>A room that everyone can join.</summary>
[DataContract]
public sealed record ListedRoom
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>One of <see cref="RoomKind"/>.</summary>
    [DataMember(Name = "kind")]
    public string Kind { get; init; } = RoomKind.Room;

    /// <summary>The name to show instead of the room name; null if none was set.</summary>
    [DataMember(Name = "title")]
    public string? Title { get; init; }

    /// <summary>The room's topic; null if none was set.</summary>
    [DataMember(Name = "topic")]
    public string? Topic { get; init; }

    /// <summary>The room's description; null if none was set.</summary>
    [DataMember(Name = "description")]
    public string? Description { get; init; }

    /// <summary>The number of members.</summary>
    [DataMember(Name = "members")]
    public int Members { get; init; }

    /// <summary>The number of members who are online in the room.</summary>
    [DataMember(Name = "online")]
    public int Online { get; init; }

    /// <summary>True if the caller is a member; otherwise null.</summary>
    [DataMember(Name = "joined")]
    public bool? Joined { get; init; }
}

/// <summary>Argument of <c>CreateRoom</c>. The caller becomes the owner.</summary>
[DataContract]
public sealed record NewRoomRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>
    /// The name to show, one line of at most <see cref="RoomSettings.MaxTitleLength"/> UTF-16 code units; null = the room name is shown.
    /// </summary>
    [DataMember(Name = "title")]
    public string? Title { get; init; }

    /// <summary>The topic, one line of at most <see cref="RoomSettings.MaxTopicLength"/> UTF-16 code units; null = none.</summary>
    [DataMember(Name = "topic")]
    public string? Topic { get; init; }

    /// <summary>The description, at most <see cref="RoomSettings.MaxDescriptionLength"/> UTF-16 code units; null = none.</summary>
    [DataMember(Name = "description")]
    public string? Description { get; init; }

    /// <summary>Private: only members and invited users can join, and <c>ListRooms</c> does not list it.</summary>
    [DataMember(Name = "private")]
    public bool Private { get; init; }

    /// <summary><see cref="RoomKind.Room"/> or <see cref="RoomKind.Questions"/>; null = <see cref="RoomKind.Room"/>.</summary>
    [DataMember(Name = "kind")]
    public string? Kind { get; init; }
}

/// <summary>Argument of <c>ChangeRoom</c>, for owners and moderators. Properties that are null stay unchanged.</summary>
[DataContract]
public sealed record RoomChangeRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>
    /// The new name to show, one line of at most <see cref="RoomSettings.MaxTitleLength"/> UTF-16 code units; empty = the room name is
    /// shown; null = unchanged.
    /// </summary>
    [DataMember(Name = "title")]
    public string? Title { get; init; }

    /// <summary>
    /// The new topic, one line of at most <see cref="RoomSettings.MaxTopicLength"/> UTF-16 code units; empty = none;
    /// null = unchanged.
    /// </summary>
    [DataMember(Name = "topic")]
    public string? Topic { get; init; }

    /// <summary>
    /// The new description, at most <see cref="RoomSettings.MaxDescriptionLength"/> UTF-16 code units; empty = none;
    /// null = unchanged.
    /// </summary>
    [DataMember(Name = "description")]
    public string? Description { get; init; }

    /// <summary>Whether only owners and moderators can write; null = unchanged.</summary>
    [DataMember(Name = "readOnly")]
    public bool? ReadOnly { get; init; }

    /// <summary>
    /// Seconds that a member waits between two messages, 0 to <see cref="RoomSettings.MaxSlowModeSeconds"/>; 0 = off; null = unchanged.
    /// </summary>
    [DataMember(Name = "slowModeSeconds")]
    public int? SlowModeSeconds { get; init; }

    /// <summary>Whether the room is archived, so that nobody can write; null = unchanged. Only owners can set it.</summary>
    [DataMember(Name = "archived")]
    public bool? Archived { get; init; }

    /// <summary>Whether only members and invited users can join; null = unchanged. Only owners can set it.</summary>
    [DataMember(Name = "private")]
    public bool? Private { get; init; }
}

/// <summary>
/// Argument of <c>OpenDirect</c>: the direct room of exactly these users and the caller. It is created if it does not exist.
/// </summary>
[DataContract]
public sealed record OpenDirectRequest
{
    /// <summary>The ids of 1 to 8 other users, who must have connected before.</summary>
    [DataMember(Name = "users")]
    public IReadOnlyList<string> Users { get; init; } = [];
}

/// <summary>
/// Result of <c>CreateRoom</c>, <c>OpenDirect</c> and <c>AcceptInvitation</c>: the user is now a member. Call <c>JoinRoom</c> next.
/// </summary>
[DataContract]
public sealed record RoomResult
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";
}
