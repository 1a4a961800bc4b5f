using AspireChat.Bench.Systems;

namespace AspireChat.Bench.Rows;

/// <summary>One row of docs/performance.md: a kind of work, with all its figures.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Title">What is measured.</param>
/// <param name="MeasureAsync">Measures it on a system that runs.</param>
internal sealed record Row(
    string Name, string Title, Func<IChatSystem, RowOptions, CancellationToken, Task<IReadOnlyList<Figure>>> MeasureAsync)
{
    /// <summary>Whether only AspireChat has such a row.</summary>
    public bool HasNoPeers { get; init; }

    /// <summary>Whether it leaves the system broken, so that it needs one of its own.</summary>
    public bool BreaksSystem { get; init; }

    /// <summary>Set for a row that starts what it measures itself.</summary>
    public Func<RowOptions, CancellationToken, Task<IReadOnlyList<Figure>>>? AloneAsync { get; init; }
}
