namespace AspireChat.Bench.Rows;

/// <summary>The figures of one row for one system in one round, as the results file has them.</summary>
internal sealed record RowResult(string Row, string System, int Round, bool Quick, DateTimeOffset At, IReadOnlyList<Figure> Figures);
