namespace AspireChat.Unit.Tests.Fakes;

/// <summary>What goes wrong with a send.</summary>
/// <param name="Error">The refusal; nothing is stored.</param>
/// <param name="Stores">Without a refusal: whether the message is stored before the connection is cut.</param>
/// <param name="Hangs">The answer does not come, and the connection stays.</param>
internal sealed record SendFault(string? Error = null, bool Stores = false, bool Hangs = false);
