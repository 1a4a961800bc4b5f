namespace AspireChat.Contracts.Admin;

/// <summary>A user, connected or not.</summary>
public sealed record UserInfo
{
    /// <summary>The token's <c>sub</c>.</summary>
    public string User { get; init; } = "";

    /// <summary>The name of the last connection.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether connected somewhere.</summary>
    public bool Online { get; init; }

    /// <summary>The nodes it is connected to.</summary>
    public IReadOnlyList<string> Nodes { get; init; } = [];

    /// <summary>When it was first and last seen connecting, Unix milliseconds.</summary>
    public long FirstSeenAt { get; init; }

    /// <summary>When it last connected or was last seen connected, Unix milliseconds.</summary>
    public long LastSeenAt { get; init; }

    /// <summary>The ban in force, or null.</summary>
    public Sanction? Ban { get; init; }

    /// <summary>The mute everywhere in force, or null.</summary>
    public Sanction? Mute { get; init; }

    /// <summary>The rooms it is a member of. Only where one user is asked for.</summary>
    public IReadOnlyList<UserRoom>? Rooms { get; init; }
}

/// <summary>A user's place in a room.</summary>
public sealed record UserRoom
{
    /// <summary>The room.</summary>
    public string Room { get; init; } = "";

    /// <summary>One of <see cref="RoomRole"/>.</summary>
    public string Role { get; init; } = RoomRole.Member;

    /// <summary>Whether online in it.</summary>
    public bool Online { get; init; }

    /// <summary>The mute in this room, or null.</summary>
    public Sanction? Mute { get; init; }
}

/// <summary>A ban or a mute.</summary>
public sealed record Sanction
{
    /// <summary>Why, as the user is told.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Who imposed it.</summary>
    public string By { get; init; } = "";

    /// <summary>When, Unix milliseconds.</summary>
    public long At { get; init; }

    /// <summary>When it ends, Unix milliseconds; null: never by itself.</summary>
    public long? Until { get; init; }
}
