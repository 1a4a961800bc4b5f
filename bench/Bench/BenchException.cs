namespace AspireChat.Bench;

/// <summary>The measurement failed; the message says how to fix it.</summary>
internal sealed class BenchException(string message) : Exception(message);
