namespace AspireChat.Bench.Rows;

/// <summary>One measured value.</summary>
/// <param name="Title">What was measured, with its unit.</param>
/// <param name="Value">The value.</param>
internal sealed record Figure(string Title, double Value);
