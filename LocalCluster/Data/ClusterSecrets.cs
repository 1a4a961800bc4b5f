namespace AspireChat.LocalCluster.Data;

/// <summary>The cluster's secrets.</summary>
/// <param name="SigningKey">Signs the users' tokens; every process has it.</param>
/// <param name="AdminSigningKey">Signs the tokens for the admin API; only the admin node and Web have it.</param>
/// <param name="AdminKey">The key of the admin API; only the admin node has it.</param>
internal sealed record ClusterSecrets(string SigningKey, string AdminSigningKey, string AdminKey);
