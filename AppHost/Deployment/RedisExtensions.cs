using System.Text;

namespace AspireChat.AppHost.Deployment;

/// <summary>What the cluster requires of its Redis.</summary>
internal static class RedisExtensions
{
    /// <summary>The users of Store/Redis/users.acl, and what stands there for their passwords. No name is part of one before it.</summary>
    private static readonly (string User, string Placeholder)[] Users =
        [("adminnode", "ADMIN_NODE_PASSWORD"), ("node", "NODE_PASSWORD"), ("web", "WEB_PASSWORD")];

    /// <summary>
    /// Gives each role a user of its own, as Store/Redis/users.acl says. The user <c>default</c>, who can do everything, keeps the password
    /// that Aspire generates: only Aspire's health check and you have it.
    /// </summary>
    public static ClusterRedis WithUsers(this IResourceBuilder<RedisResource> redis)
    {
        var builder = redis.ApplicationBuilder;
        Dictionary<string, ReferenceExpression> connections = [];
        foreach (var (user, _) in Users)
        {
            var password = builder.AddSecret($"{redis.Resource.Name}-{user}-password", $"The password of the Redis user `{user}`.");
            redis.WithEnvironment(VariableOf(user), password);
            var address = redis.Resource.PrimaryEndpoint.Property(EndpointProperty.HostAndPort);
            connections[user] = ReferenceExpression.Create($"{address},user={user},password={password}");
        }

        if (redis.Resource.PasswordParameter is { } own)
        {
            own.Description = "The password of the Redis user `default`, who can do everything. No process of the cluster gets it.";
            redis.WithEnvironment("REDIS_PASSWORD", own);
        }

        redis.WithEntrypoint("/bin/sh").WithArgs(context =>
        {
            context.Args.Clear();
            if (context.ExecutionContext.IsPublishMode)
            {
                // When run, Aspire adds it itself.
                context.Args.Add("-c");
            }

            context.Args.Add(Script());
        });
        return new ClusterRedis(redis, connections);
    }

    /// <summary>
    /// Writes the users with their passwords into a file, and starts Redis with it. The same line when run and when published: there is
    /// nothing in the image to build on, and what is mounted from this machine cannot be published.
    /// </summary>
    /// <remarks>
    /// Every change goes into an append-only file, so that a Redis that dies loses at most one second. The snapshots that come with a data
    /// volume would lose a minute of acknowledged messages. The image's entrypoint leaves root, if it is started as root. Backticks rather
    /// than $(…), which Compose and Kubernetes take for a variable of theirs.
    /// </remarks>
    private static string Script()
    {
        var users = Users.OrderBy(one => Acl.IndexOf(one.Placeholder, StringComparison.Ordinal))
            .Select(one => $"\"${VariableOf(one.User)}\"");
        return $"(umask 077; printf '{Format()}' {string.Join(' ', users)} \"$REDIS_PASSWORD\" > /tmp/users.acl); " +
            "chown redis /tmp/users.acl 2>/dev/null; exec `command -v docker-entrypoint.sh` " +
            "redis-server --aclfile /tmp/users.acl --appendonly yes --appendfsync everysec --save 60 1";
    }

    /// <summary>The users as a format of printf. In a manifest and in a chart braces have a meaning of their own.</summary>
    private static string Format()
    {
        var format = new StringBuilder(Acl).Replace("%", "%%");
        foreach (var (_, placeholder) in Users)
        {
            format.Replace($">{placeholder}", ">%s");
        }

        return format.Append("user default on >%s ~* &* +@all\n")
            .Replace("{", @"\173").Replace("}", @"\175").Replace("\n", @"\n").ToString();
    }

    private static string Acl { get; } = ReadAcl();

    private static string ReadAcl()
    {
        using var reader = new StreamReader(typeof(RedisExtensions).Assembly.GetManifestResourceStream("users.acl")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string VariableOf(string user) => $"REDIS_{user.ToUpperInvariant()}_PASSWORD";
}
