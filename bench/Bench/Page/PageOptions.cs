namespace AspireChat.Bench.Page;

/// <summary>What is measured of the page.</summary>
internal sealed record PageOptions
{
    /// <summary>The folder with the published page.</summary>
    public required string Published { get; init; }

    /// <summary>First loads, each with an empty cache.</summary>
    public required int Rounds { get; init; }

    /// <summary>Messages in the long room.</summary>
    public required int Messages { get; init; }

    /// <summary>Keys to type in each room.</summary>
    public required int Keys { get; init; }

    /// <summary>The first of 40 ports on 127.0.0.1 that may be used.</summary>
    public required int Port { get; init; }
}
