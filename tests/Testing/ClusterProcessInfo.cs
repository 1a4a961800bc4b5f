namespace AspireChat.Testing;

/// <summary>A process of the cluster.</summary>
/// <param name="Name">A node's name; null for the admin node.</param>
/// <param name="Url">Its own address.</param>
/// <param name="Pid">Its process id.</param>
/// <param name="Key">The admin node's key; null for others.</param>
public sealed record ClusterProcessInfo(string? Name, Uri Url, int Pid, string? Key = null);
