namespace AspireChat.LocalCluster.Children;

/// <summary>What to run as a process of the cluster.</summary>
/// <param name="Name">What it is called in the table and before its log lines.</param>
/// <param name="Program">The executable.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Folder">The working directory: its settings files are read from there, not from where the operator happens to be.</param>
/// <param name="Environment">Set on top of this process's own environment, which it inherits. Null removes a variable.</param>
internal sealed record ChildSpec(
    string Name,
    string Program,
    IReadOnlyList<string> Arguments,
    string Folder,
    IReadOnlyDictionary<string, string?> Environment);
