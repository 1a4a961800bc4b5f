using System.Diagnostics;
using System.Reflection;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Monitor;

/// <summary>Whether Redis, the ingress and this admin node work.</summary>
internal sealed class ServiceStatusReader(IConnectionMultiplexer redis, TimeProvider time)
{
    /// <summary>The ingress asks for the nodes every two seconds.</summary>
    private static readonly TimeSpan IngressTimeout = TimeSpan.FromSeconds(15);

    private readonly DateTimeOffset _started = Process.GetCurrentProcess().StartTime;
    private long _ingressSeenAt;

    /// <summary>Notes that the ingress asked for the nodes.</summary>
    public void OnSlotsRead() => Interlocked.Exchange(ref _ingressSeenAt, time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Asks all of them.</summary>
    public async Task<IReadOnlyList<ServiceStatus>> ReadAsync()
    {
        var servers = await RedisServerInfo.ReadAsync(redis);
        return [.. servers.Select(OfRedis), .. OfIngress() is { } ingress ? [ingress] : Array.Empty<ServiceStatus>(), OfAdmin()];
    }

    private ServiceStatus OfRedis(RedisServerInfo server) => new()
    {
        Service = "redis",
        State = server.Answer is null ? ServiceStatus.Down
            : server.IsFull ? ServiceStatus.Full
            : ServiceStatus.Up,
        Address = server.Address,
        Version = server.Version,
        AnswerMs = server.Answer?.TotalMilliseconds,
        MemoryBytes = server.UsedMemory,
        MaxMemoryBytes = server.MaxMemory,
        StartedAt = server.Uptime is { } uptime ? (time.GetUtcNow() - uptime).ToUnixTimeMilliseconds() : null,
    };

    /// <summary>Null if no ingress has ever asked: the one of LocalCluster needs not.</summary>
    private ServiceStatus? OfIngress()
    {
        var seen = Interlocked.Read(ref _ingressSeenAt);
        return seen == 0 ? null : new ServiceStatus
        {
            Service = "ingress",
            State = time.GetUtcNow().ToUnixTimeMilliseconds() - seen < IngressTimeout.TotalMilliseconds
                ? ServiceStatus.Up
                : ServiceStatus.Down,
            SeenAt = seen,
        };
    }

    private ServiceStatus OfAdmin() => new()
    {
        Service = "admin",
        Version = typeof(ServiceStatusReader).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
        MemoryBytes = Environment.WorkingSet,
        StartedAt = _started.ToUnixTimeMilliseconds(),
    };
}
