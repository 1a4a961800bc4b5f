namespace AspireChat.LocalCluster;

/// <summary>The cluster cannot start for a reason that its operator can mend; the message is one line and names the mend.</summary>
public sealed class CannotStartException(string message) : Exception(message);
