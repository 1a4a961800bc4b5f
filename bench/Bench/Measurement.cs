namespace AspireChat.Bench;

/// <summary>The result of one round of one system.</summary>
internal sealed record Measurement
{
    public required string System { get; init; }

    public required long Deliveries { get; init; }

    public required long Lost { get; init; }

    public required long Repeated { get; init; }

    /// <summary>Frames that brought the deliveries.</summary>
    public required long Frames { get; init; }

    /// <summary>From the first send to the last delivery.</summary>
    public required double Seconds { get; init; }

    /// <summary>CPU seconds of all nodes together in that time.</summary>
    public required double NodeCpu { get; init; }

    public required double NginxCpu { get; init; }

    public required double RedisCpu { get; init; }

    /// <summary>Commands that Redis ran in that time, those inside scripts included.</summary>
    public required long RedisCommands { get; init; }

    /// <summary>CPU seconds of the load generator. Near the window's length, the generator is the bottleneck.</summary>
    public required double GeneratorCpu { get; init; }

    /// <summary>From send to receipt, in milliseconds.</summary>
    public required double LagP50 { get; init; }

    public required double LagP99 { get; init; }

    /// <summary>Members on each node.</summary>
    public required string Spread { get; init; }

    public required int Refused { get; init; }

    public required int Disconnected { get; init; }

    public double DeliveriesPerFrame => (double)Deliveries / Frames;

    public double DeliveriesPerSecond => Deliveries / Seconds;

    /// <summary>Microseconds of the nodes' CPU for one delivery.</summary>
    public double NodeMicroseconds => NodeCpu * 1e6 / Deliveries;

    /// <summary>Microseconds of the CPU of nodes, nginx and Redis for one delivery.</summary>
    public double AllMicroseconds => (NodeCpu + NginxCpu + RedisCpu) * 1e6 / Deliveries;
}
