using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace AspireChat.Testing;

/// <summary>A Redis Cluster of three servers without replicas.</summary>
public sealed class RedisCluster : IAsyncDisposable
{
    private const int Size = 3;
    private const int Slots = 16_384;

    private RedisCluster(IReadOnlyList<RedisServer> servers) => Servers = servers;

    /// <summary>The servers. Each has a third of the slots, in their order.</summary>
    public IReadOnlyList<RedisServer> Servers { get; }

    /// <summary>The addresses of all servers, as a connection string.</summary>
    public string Addresses => string.Join(',', Servers.Select(server => server.Address));

    /// <summary>Starts the servers, and waits until they are a cluster.</summary>
    public static async Task<RedisCluster> StartAsync()
    {
        // Not the port that Redis would choose, 10,000 above: outgoing connections may have taken it.
        var ports = Enumerable.Range(0, Size).Select(_ => FreePorts.Next()).ToArray();
        var servers = await Task.WhenAll(ports.Select(port => RedisServer.StartNewAsync(
            "--cluster-enabled", "yes", "--cluster-port", port.ToString(CultureInfo.InvariantCulture),
            "--cluster-node-timeout", "60000", "--cluster-require-full-coverage", "no")));
        for (var i = 0; i < Size; i++)
        {
            var (first, last) = (i * Slots / Size, ((i + 1) * Slots / Size) - 1);
            await CallAsync(servers[i], string.Create(CultureInfo.InvariantCulture, $"CLUSTER ADDSLOTSRANGE {first} {last}"));
            var next = (i + 1) % Size;
            await CallAsync(
                servers[i], string.Create(CultureInfo.InvariantCulture, $"CLUSTER MEET 127.0.0.1 {servers[next].Port} {ports[next]}"));
        }

        foreach (var server in servers)
        {
            await Eventually.TrueAsync(
                async () => await CallAsync(server, "CLUSTER INFO") is var info
                    && info.Contains("cluster_state:ok", StringComparison.Ordinal)
                    && info.Contains("cluster_slots_assigned:16384", StringComparison.Ordinal)
                    && info.Contains("cluster_known_nodes:3", StringComparison.Ordinal),
                "the Redis Cluster is whole");
        }

        return new RedisCluster(servers);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in Servers)
        {
            await server.DisposeAsync();
        }
    }

    private static async Task<string> CallAsync(RedisServer server, string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
        var buffer = new byte[4096];
        var read = await client.GetStream().ReadAsync(buffer);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }
}
