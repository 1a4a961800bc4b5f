namespace AspireChat.Contracts.Admin;

/// <summary>Body of <c>POST /nodes/{node}/disconnect</c>: asks a share of the node's clients to reconnect, so that they spread anew.</summary>
public sealed record DisconnectRequest
{
    /// <summary>How many of the clients, in percent, 1 to 100.</summary>
    public int SharePercent { get; init; }

    /// <summary>Over how many seconds they reconnect, 0 to 300.</summary>
    public int WithinSeconds { get; init; } = 5;
}

/// <summary>Body of <c>PUT …/ban</c> and <c>PUT …/mute</c>.</summary>
public sealed record SanctionRequest
{
    /// <summary>Why, as the user is told; at most 500 characters.</summary>
    public string Reason { get; init; } = "";

    /// <summary>For how many minutes; null: until it is lifted.</summary>
    public int? Minutes { get; init; }

    /// <summary>Mute only: the room; null: everywhere.</summary>
    public string? Room { get; init; }
}

/// <summary>Body of <c>POST /users/{user}/kick</c> and of removing a member from a room.</summary>
public sealed record ReasonRequest
{
    /// <summary>Why, as the user is told; at most 500 characters.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>Body of <c>POST /users/{user}/notice</c> and <c>POST /announcements</c>.</summary>
public sealed record TextRequest
{
    /// <summary>What to tell; at most 1,000 characters.</summary>
    public string Text { get; init; } = "";
}

/// <summary>Body of <c>POST /rooms</c>.</summary>
public sealed record CreateRoomRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    public string Room { get; init; } = "";

    /// <summary>See <see cref="RoomInfo.Topic"/>; at most 250 characters.</summary>
    public string? Topic { get; init; }

    /// <summary>See <see cref="RoomInfo.Description"/>; at most 1,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>See <see cref="RoomInfo.ReadOnly"/>.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>See <see cref="RoomInfo.SlowModeSeconds"/>; 0 to 3,600.</summary>
    public int SlowModeSeconds { get; init; }

    /// <summary>See <see cref="RoomInfo.Private"/>.</summary>
    public bool Private { get; init; }

    /// <summary><see cref="RoomKind.Room"/> or <see cref="RoomKind.Questions"/>, which it stays; null: the first.</summary>
    public string? Kind { get; init; }
}

/// <summary>Body of <c>PATCH /rooms/{room}</c>: what is null stays as it is.</summary>
public sealed record ChangeRoomRequest
{
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

    /// <summary>See <see cref="RoomInfo.Private"/>; a direct room stays private.</summary>
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
    /// <summary>An id of the sender's choice (see <see cref="MessageId"/>): posting it again stores nothing. Null: the server chooses one.</summary>
    public string? Id { get; init; }

    /// <summary>The text.</summary>
    public string Text { get; init; } = "";

    /// <summary>The name of the bot that speaks; null: the system.</summary>
    public string? Bot { get; init; }

    /// <summary>The seq of the message that this one answers.</summary>
    public long? ReplyTo { get; init; }
}
