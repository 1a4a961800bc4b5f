namespace AspireChat.Bench;

/// <summary>What one comparison measures.</summary>
internal sealed record FanoutOptions
{
    /// <summary>Members of the one room, each with a connection of its own.</summary>
    public required int Receivers { get; init; }

    /// <summary>Chat nodes.</summary>
    public required int Nodes { get; init; }

    /// <summary>Messages per second, from all senders together.</summary>
    public required double Rate { get; init; }

    /// <summary>Length of the measured window, in seconds.</summary>
    public required int Seconds { get; init; }

    /// <summary>Length of the same load before it, in seconds, for just-in-time compilation.</summary>
    public required int WarmUp { get; init; }

    /// <summary>Fresh starts of each system, in turn.</summary>
    public required int Rounds { get; init; }

    /// <summary>How many of the members send.</summary>
    public required int Senders { get; init; }

    /// <summary>Length of a message's text, in characters.</summary>
    public required int TextLength { get; init; }

    /// <summary>The first of 40 ports on 127.0.0.1 that may be used.</summary>
    public required int Port { get; init; }

    /// <summary>Whether AspireChat runs with its default limits; otherwise those on sends and on new rooms are off.</summary>
    public bool DefaultLimits { get; init; }

    /// <summary>A folder with programs as they are deployed, to measure instead of those that were built with this; or null.</summary>
    public string? Published { get; init; }

    /// <summary>Which systems, by <see cref="FanoutBench.Keys"/>; none means all.</summary>
    public required IReadOnlyList<string> Only { get; init; }

    public int MeasuredMessages => (int)(Rate * Seconds);

    public int WarmUpMessages => (int)(Rate * WarmUp);
}
