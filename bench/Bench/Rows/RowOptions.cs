namespace AspireChat.Bench.Rows;

/// <summary>How the rows are measured.</summary>
internal sealed record RowOptions
{
    /// <summary>Fewer clients, shorter windows and one round.</summary>
    public required bool Quick { get; init; }

    /// <summary>Fresh starts of each system, in turn.</summary>
    public required int Rounds { get; init; }

    /// <summary>Seconds of load before it is measured: just-in-time compilation goes on for a while.</summary>
    public required int WarmUp { get; init; }

    /// <summary>The first of 40 ports on 127.0.0.1 that may be used.</summary>
    public required int Port { get; init; }

    /// <summary>The rows to measure; none means all.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Which systems; none means all.</summary>
    public required IReadOnlyList<string> Only { get; init; }

    /// <summary>Whether AspireChat runs with its default limits; otherwise those on sends and on new rooms are off.</summary>
    public required bool DefaultLimits { get; init; }

    /// <summary>Where the results are kept, one JSON object a line.</summary>
    public required string Results { get; init; }

    /// <summary>The Markdown file to write; null = none.</summary>
    public required string? Report { get; init; }

    /// <summary>A folder with programs as they are deployed; null = those built with this, without the row of the page.</summary>
    public required string? Published { get; init; }

    /// <summary>A load for these rows.</summary>
    public FanoutOptions Load(int receivers = 0, double rate = 0, int senders = 10, int nodes = 2) => new()
    {
        Receivers = receivers,
        Nodes = nodes,
        Rate = rate,
        Seconds = Quick ? 4 : 8,
        WarmUp = WarmUp,
        Rounds = 1,
        Senders = senders,
        TextLength = 80,
        Port = Port,
        DefaultLimits = DefaultLimits,
        Published = Published,
        Only = [],
    };
}
