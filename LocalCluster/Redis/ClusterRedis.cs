using AspireChat.LocalCluster.Data;
using AspireChat.LocalCluster.Ports;

namespace AspireChat.LocalCluster.Redis;

/// <summary>The cluster's Redis: the one given with <c>--redis</c>, or else the embedded one.</summary>
/// <param name="connection">The connection string for StackExchange.Redis, with the password if there is one.</param>
/// <param name="kind">What the table shows.</param>
/// <param name="pid">Null for a given one.</param>
/// <param name="server">Disposing of it stops the embedded server, or the watch over the given one.</param>
internal sealed class ClusterRedis(string connection, string kind, int? pid, IDisposable server) : IDisposable
{
    public string Connection { get; } = connection;

    public string Kind { get; } = kind;

    public int? Pid { get; } = pid;

    /// <summary>Starts the embedded one, or connects to the given one.</summary>
    /// <param name="given">As <c>HOST:PORT[,password=…]</c>, or null.</param>
    /// <param name="port">Port for the embedded one.</param>
    /// <param name="data">Folder of the embedded one.</param>
    /// <param name="say">Called when the given one stops answering, and when it answers again.</param>
    /// <exception cref="CannotStartException">The embedded one does not start, or the given one does not answer.</exception>
    public static async Task<ClusterRedis> StartAsync(string? given, PortReservation port, DataFolder data, Action<string> say)
    {
        if (given is not null)
        {
            var real = await RealRedis.ConnectAsync(given, say);
            return new ClusterRedis(given, $"Redis {real.Version}, external", pid: null, real);
        }

        port.Dispose();
        var embedded = EmbeddedRedis.Start(port.Port, data.Redis);
        return new ClusterRedis(embedded.ConnectionString, "embedded (Garnet)", Environment.ProcessId, embedded);
    }

    public void Dispose() => server.Dispose();
}
