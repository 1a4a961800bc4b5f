namespace AspireChat.Store.Limits;

/// <summary>
/// What all connections of a user (<c>Chat:Limits:PerUser</c>), or from a network (<c>Chat:Limits:PerNetwork</c>), can do together in the
/// whole cluster.
/// </summary>
public sealed class ShareLimits
{
    /// <summary>Average number of rate-limited calls per second; 0 = no limit.</summary>
    public double CallsPerSecond { get; set; }

    /// <summary>Number of calls at once after a pause, before <see cref="CallsPerSecond"/> applies.</summary>
    public int CallBurst { get; set; }

    /// <summary>Maximum number of connections at the same time; 0 = no limit.</summary>
    public int Connections { get; set; }

    /// <summary>Number of rooms that can be created within an hour, direct ones included; 0 = no limit.</summary>
    public int NewRoomsPerHour { get; set; }
}

/// <summary>The limits of users and networks, <c>Chat:Limits</c>.</summary>
public sealed class LimitOptions
{
    /// <summary>For each user: several devices with several pages each.</summary>
    public ShareLimits PerUser { get; } = new() { CallsPerSecond = 20, CallBurst = 60, Connections = 30, NewRoomsPerHour = 100 };

    /// <summary>For each client address: a school class or an office behind one router.</summary>
    public ShareLimits PerNetwork { get; } =
        new() { CallsPerSecond = 200, CallBurst = 2_000, Connections = 1_000, NewRoomsPerHour = 500 };
}
