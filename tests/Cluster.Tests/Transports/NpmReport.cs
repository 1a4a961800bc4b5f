namespace AspireChat.Cluster.Tests.Transports;

/// <summary>What js/client.js saw.</summary>
public sealed record NpmReport(string Node, string Transport, IReadOnlyList<NpmMessage> Messages);

/// <summary>A message, as the npm client saw it.</summary>
public sealed record NpmMessage(long Seq, string User, string Text);
