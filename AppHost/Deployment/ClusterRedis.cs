namespace AspireChat.AppHost.Deployment;

/// <summary>The cluster's Redis, and how each role connects to it.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Connections">
/// The connection string of each user in Store/Redis/users.acl; empty where the platform's Redis has no users, and all use the resource's.
/// </param>
internal sealed record ClusterRedis(
    IResourceBuilder<IResourceWithConnectionString> Resource, IReadOnlyDictionary<string, ReferenceExpression> Connections);
