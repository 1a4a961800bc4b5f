namespace AspireChat.AppHost.Deployment;

/// <summary>What the cluster asks of its Redis.</summary>
internal static class RedisExtensions
{
    private const string AppendOnly = "--appendonly yes --appendfsync everysec";

    /// <summary>
    /// Writes every change to an append-only file, so that a Redis that dies loses a second at most. A snapshot, which the data volume
    /// alone brings, would lose a minute of acknowledged messages.
    /// </summary>
    public static IResourceBuilder<RedisResource> WithAppendOnlyFile(this IResourceBuilder<RedisResource> redis) =>
        redis.WithArgs(context =>
        {
            // Run: redis-server and its options one by one. Published: one line for the shell.
            if (context.ExecutionContext.IsPublishMode)
            {
                context.Args[^1] = $"{context.Args[^1]} {AppendOnly}";
                return;
            }

            foreach (var option in AppendOnly.Split(' '))
            {
                context.Args.Add(option);
            }
        });
}
