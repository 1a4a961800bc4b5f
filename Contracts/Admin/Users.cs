namespace AspireChat.Contracts.Admin;

/// <summary>A user, connected or not.</summary>
public sealed record UserInfo
{
    /// <summary>The user's id: the token's <c>sub</c>.</summary>
    public string User { get; init; } = "";

    /// <summary>The name that the user last connected with.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether the user is connected to any node.</summary>
    public bool Online { get; init; }

    /// <summary>The nodes that the user is connected to.</summary>
    public IReadOnlyList<string> Nodes { get; init; } = [];

    /// <summary>When the user first connected, in Unix milliseconds.</summary>
    public long FirstSeenAt { get; init; }

    /// <summary>When the user last connected or was last seen connected, in Unix milliseconds.</summary>
    public long LastSeenAt { get; init; }

    /// <summary>The ban in force; null if there is none.</summary>
    public Sanction? Ban { get; init; }

    /// <summary>The cluster-wide mute in force; null if there is none.</summary>
    public Sanction? Mute { get; init; }

    /// <summary>The rooms that the user is a member of; null in a list of users.</summary>
    public IReadOnlyList<UserRoom>? Rooms { get; init; }
}

/// <summary>A user's membership in a room.</summary>
public sealed record UserRoom
{
    /// <summary>The room's name.</summary>
    public string Room { get; init; } = "";

    /// <summary>One of <see cref="RoomRole"/>.</summary>
    public string Role { get; init; } = RoomRole.Member;

    /// <summary>Whether the user is online in this room.</summary>
    public bool Online { get; init; }

    /// <summary>The mute in this room; null if there is none.</summary>
    public Sanction? Mute { get; init; }
}

/// <summary>A ban or a mute.</summary>
public sealed record Sanction
{
    /// <summary>Maximum length of <see cref="Reason"/>, in UTF-16 code units.</summary>
    public const int MaxReasonLength = 500;

    /// <summary>The reason shown to the user.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Who imposed the sanction.</summary>
    public string By { get; init; } = "";

    /// <summary>When, in Unix milliseconds.</summary>
    public long At { get; init; }

    /// <summary>When it ends, in Unix milliseconds; null = not until it is lifted.</summary>
    public long? Until { get; init; }
}

/// <summary>Body of <c>PUT …/ban</c>, <c>PUT …/mute</c> and <c>PUT /network-bans/…</c>.</summary>
public sealed record SanctionRequest
{
    /// <summary>The reason shown to the user, at most <see cref="Sanction.MaxReasonLength"/> UTF-16 code units.</summary>
    public string Reason { get; init; } = "";

    /// <summary>How long it lasts, in minutes; null = until it is lifted. A ban of a network always ends.</summary>
    public int? Minutes { get; init; }

    /// <summary>Mutes only: the room; null = everywhere.</summary>
    public string? Room { get; init; }
}

/// <summary>Body of <c>POST /users/{user}/kick</c>.</summary>
public sealed record ReasonRequest
{
    /// <summary>The reason shown to the user, at most <see cref="Sanction.MaxReasonLength"/> UTF-16 code units.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>Body of <c>POST /users/{user}/notice</c> and <c>POST /announcements</c>.</summary>
public sealed record TextRequest
{
    /// <summary>Maximum length of <see cref="Text"/>, in UTF-16 code units.</summary>
    public const int MaxLength = 1_000;

    /// <summary>The text to show, 1 to <see cref="MaxLength"/> UTF-16 code units.</summary>
    public string Text { get; init; } = "";
}
