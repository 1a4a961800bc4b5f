namespace AspireChat.LocalCluster.Children;

/// <summary>What to run as a process of the cluster.</summary>
/// <param name="Name">What it is called in the table and before its log lines.</param>
/// <param name="Assembly">The program, run by the same dotnet as this one.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Set on top of this process's own environment, which it inherits. Null removes a variable.</param>
internal sealed record ChildSpec(
    string Name, string Assembly, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string?> Environment);
