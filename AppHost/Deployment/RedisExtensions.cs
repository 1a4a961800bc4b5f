namespace AspireChat.AppHost.Deployment;

/// <summary>What the cluster asks of its Redis.</summary>
internal static class RedisExtensions
{
    private const string AppendOnly = "--appendonly yes --appendfsync everysec";

    /// <summary>Says on the dashboard what the password that Aspire makes up is for.</summary>
    public static IResourceBuilder<RedisResource> WithPasswordDescription(this IResourceBuilder<RedisResource> redis)
    {
        if (redis.Resource.PasswordParameter is { } password)
        {
            password.Description = "The password of redis, which every process is given.";
        }

        return redis;
    }

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
