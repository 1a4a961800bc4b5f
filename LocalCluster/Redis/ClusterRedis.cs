using AspireChat.LocalCluster.Data;
using AspireChat.LocalCluster.Ports;

namespace AspireChat.LocalCluster.Redis;

/// <summary>The cluster's Redis: the one that was given, else the embedded one.</summary>
/// <param name="connection">As StackExchange.Redis connects to it, with its password if it has one.</param>
/// <param name="kind">What it is, for the table.</param>
/// <param name="pid">Null when it is not ours.</param>
/// <param name="server">Ends it, or our watch of it.</param>
internal sealed class ClusterRedis(string connection, string kind, int? pid, IDisposable server) : IDisposable
{
    public string Connection { get; } = connection;

    public string Kind { get; } = kind;

    public int? Pid { get; } = pid;

    /// <summary>Starts the embedded one, or makes sure that the given one lets us in.</summary>
    /// <param name="given">As <c>HOST:PORT[,password=…]</c>, or null.</param>
    /// <param name="port">The embedded one's.</param>
    /// <param name="data">Where the embedded one keeps what it has.</param>
    /// <param name="say">Told when the given one goes away, and when it is back; the embedded one goes only with this process.</param>
    /// <exception cref="CannotStartException">There is none to be had.</exception>
    public static async Task<ClusterRedis> StartAsync(string? given, PortReservation port, DataFolder data, Action<string> say)
    {
        if (given is not null)
        {
            var real = await RealRedis.ConnectAsync(given, say);
            return new ClusterRedis(given, $"Redis {real.Version}, not ours", pid: null, real);
        }

        port.Dispose();
        var embedded = EmbeddedRedis.Start(port.Port, data.Redis);
        return new ClusterRedis(embedded.ConnectionString, "embedded (Garnet)", Environment.ProcessId, embedded);
    }

    public void Dispose() => server.Dispose();
}
