namespace AspireChat.Contracts.Admin;

/// <summary>A room.</summary>
public sealed record RoomInfo
{
    /// <summary>The room's name.</summary>
    public string Room { get; init; } = "";

    /// <summary>The name to show instead of the room name, one line; empty if none was set.</summary>
    public string Title { get; init; } = "";

    /// <summary>The topic, one line; empty if none was set.</summary>
    public string Topic { get; init; } = "";

    /// <summary>The description; empty if none was set.</summary>
    public string Description { get; init; } = "";

    /// <summary>Archived: nobody can write, and the room is only listed when archived rooms are requested.</summary>
    public bool Archived { get; init; }

    /// <summary>Read-only: only owners and moderators can write.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Slow mode: seconds that a member waits between two messages; 0 = off. Owners and moderators do not wait.</summary>
    public int SlowModeSeconds { get; init; }

    /// <summary>Private: only members and invited users can join, and <c>ListRooms</c> does not list it.</summary>
    public bool Private { get; init; }

    /// <summary>One of <see cref="RoomKind"/>.</summary>
    public string Kind { get; init; } = RoomKind.Room;

    /// <summary>When the room was created, in Unix milliseconds; 0 if not known.</summary>
    public long CreatedAt { get; init; }

    /// <summary>The number of members.</summary>
    public int Members { get; init; }

    /// <summary>The number of members who are online in the room.</summary>
    public int Online { get; init; }

    /// <summary>The seq of the newest event; 0 in an empty room.</summary>
    public long Head { get; init; }

    /// <summary>The log's epoch.</summary>
    public string Epoch { get; init; } = "";

    /// <summary>When the newest event was accepted, in Unix milliseconds; null in an empty room.</summary>
    public long? LastEventAt { get; init; }

    /// <summary>The number of events in the last minute.</summary>
    public double EventsPerMinute { get; init; }
}

/// <summary>A member of a room.</summary>
public sealed record RoomMember
{
    /// <summary>The user's id.</summary>
    public string User { get; init; } = "";

    /// <summary>The user's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>One of <see cref="RoomRole"/>.</summary>
    public string Role { get; init; } = RoomRole.Member;

    /// <summary>Whether the member is online in this room.</summary>
    public bool Online { get; init; }

    /// <summary>The mute in this room; null if there is none.</summary>
    public Sanction? Mute { get; init; }
}

/// <summary>Body of <c>POST /rooms</c>.</summary>
public sealed record CreateRoomRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    public string Room { get; init; } = "";

    /// <summary>
    /// See <see cref="RoomInfo.Title"/>; at most <see cref="RoomSettings.MaxTitleLength"/> UTF-16 code units. Null = none.
    /// </summary>
    public string? Title { get; init; }

    /// <summary>
    /// See <see cref="RoomInfo.Topic"/>; at most <see cref="RoomSettings.MaxTopicLength"/> UTF-16 code units. Null = none.
    /// </summary>
    public string? Topic { get; init; }

    /// <summary>
    /// See <see cref="RoomInfo.Description"/>; at most <see cref="RoomSettings.MaxDescriptionLength"/> UTF-16 code units.
    /// Null = none.
    /// </summary>
    public string? Description { get; init; }

    /// <summary>See <see cref="RoomInfo.ReadOnly"/>.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>See <see cref="RoomInfo.SlowModeSeconds"/>; 0 to <see cref="RoomSettings.MaxSlowModeSeconds"/>.</summary>
    public int SlowModeSeconds { get; init; }

    /// <summary>See <see cref="RoomInfo.Private"/>.</summary>
    public bool Private { get; init; }

    /// <summary>
    /// <see cref="RoomKind.Room"/> or <see cref="RoomKind.Questions"/>, which never changes; null = <see cref="RoomKind.Room"/>.
    /// </summary>
    public string? Kind { get; init; }
}

/// <summary>Body of <c>PATCH /rooms/{room}</c>. Properties that are null stay unchanged.</summary>
public sealed record ChangeRoomRequest
{
    /// <summary>See <see cref="RoomInfo.Title"/>.</summary>
    public string? Title { get; init; }

    /// <summary>See <see cref="RoomInfo.Topic"/>.</summary>
    public string? Topic { get; init; }

    /// <summary>See <see cref="RoomInfo.Description"/>.</summary>
    public string? Description { get; init; }

    /// <summary>See <see cref="RoomInfo.Archived"/>.</summary>
    public bool? Archived { get; init; }

    /// <summary>See <see cref="RoomInfo.ReadOnly"/>.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>See <see cref="RoomInfo.SlowModeSeconds"/>.</summary>
    public int? SlowModeSeconds { get; init; }

    /// <summary>See <see cref="RoomInfo.Private"/>. A direct room stays private.</summary>
    public bool? Private { get; init; }
}

/// <summary>Body of <c>PUT /rooms/{room}/members/{user}/role</c>.</summary>
public sealed record RoleRequest
{
    /// <summary>One of <see cref="RoomRole"/>.</summary>
    public string Role { get; init; } = "";
}

/// <summary>Body of <c>POST /rooms/{room}/messages</c>.</summary>
public sealed record PostRequest
{
    /// <summary>
    /// The id that the sender chose (see <see cref="MessageId"/>): posting it again stores nothing. Null = the server chooses one.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>The message's text.</summary>
    public string Text { get; init; } = "";

    /// <summary>The name of the bot that posts; null = the system.</summary>
    public string? Bot { get; init; }

    /// <summary>The seq of the message that this one replies to; null if it is not a reply.</summary>
    public long? ReplyTo { get; init; }
}
