namespace AspireChat.Bench;

/// <summary>It cannot be measured; the message names the mend.</summary>
internal sealed class BenchException(string message) : Exception(message);
