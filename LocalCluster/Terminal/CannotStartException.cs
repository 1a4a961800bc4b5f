namespace AspireChat.LocalCluster.Terminal;

/// <summary>The cluster cannot start, for a reason that its operator can fix. The message is one line and says how.</summary>
public sealed class CannotStartException(string message) : Exception(message);
