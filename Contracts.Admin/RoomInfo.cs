namespace AspireChat.Contracts.Admin;

/// <summary>A room.</summary>
public sealed record RoomInfo
{
    /// <summary>Its name.</summary>
    public string Room { get; init; } = "";

    /// <summary>What it is about at the moment, one line.</summary>
    public string Topic { get; init; } = "";

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>Archived: nobody can write, and it is listed only where archived rooms are asked for.</summary>
    public bool Archived { get; init; }

    /// <summary>Read-only: only owners and moderators can write.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Slow mode: seconds between two messages of a member; 0 = off. Owners and moderators are excepted.</summary>
    public int SlowModeSeconds { get; init; }

    /// <summary>Private: only members and whoever is invited come in, and the directory does not list it.</summary>
    public bool Private { get; init; }

    /// <summary>One of <see cref="RoomKind"/>.</summary>
    public string Kind { get; init; } = RoomKind.Room;

    /// <summary>When it was created, Unix milliseconds; 0 where that is not known.</summary>
    public long CreatedAt { get; init; }

    /// <summary>How many members it has.</summary>
    public int Members { get; init; }

    /// <summary>How many of them are online.</summary>
    public int Online { get; init; }

    /// <summary>The seq of its newest event.</summary>
    public long Head { get; init; }

    /// <summary>This life of its log.</summary>
    public string Epoch { get; init; } = "";

    /// <summary>When its newest event was accepted, Unix milliseconds; null in an empty room.</summary>
    public long? LastEventAt { get; init; }

    /// <summary>Events per minute, measured over the last minute.</summary>
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

    /// <summary>Whether online in this room.</summary>
    public bool Online { get; init; }

    /// <summary>The mute in this room, or null.</summary>
    public Sanction? Mute { get; init; }
}

/// <summary>What a member of a room may do.</summary>
public static class RoomRole
{
    /// <summary>Who made the room, or was named; may what a moderator may.</summary>
    public const string Owner = "owner";

    /// <summary>Removes others' messages, writes in read-only rooms, and does not wait in slow mode.</summary>
    public const string Moderator = "moderator";

    /// <summary>Read and write.</summary>
    public const string Member = "member";
}
