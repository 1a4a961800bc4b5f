namespace AspireChat.AppHost.Deployment;

/// <summary>What the cluster requires of its Redis.</summary>
internal static class RedisExtensions
{
    private const string AppendOnly = "--appendonly yes --appendfsync everysec";

    /// <summary>Describes on the dashboard what the password that Aspire generates is for.</summary>
    public static IResourceBuilder<RedisResource> WithPasswordDescription(this IResourceBuilder<RedisResource> redis)
    {
        if (redis.Resource.PasswordParameter is { } password)
        {
            password.Description = "The password of redis; every process gets it.";
        }

        return redis;
    }

    /// <summary>
    /// Writes every change to an append-only file, so that a Redis that dies loses at most one second. The snapshots that
    /// come with a data volume would lose a minute of acknowledged messages.
    /// </summary>
    public static IResourceBuilder<RedisResource> WithAppendOnlyFile(this IResourceBuilder<RedisResource> redis) =>
        redis.WithArgs(context =>
        {
            // When run: redis-server and its options as separate arguments. When published: one line for the shell.
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
