using System.Net.Sockets;

namespace AspireChat.Bench.Processes;

/// <summary>A real Redis of its own for each system and round.</summary>
internal static class RedisServer
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);

    public static async Task<Child> StartAsync(int port, string folder, CancellationToken cancellationToken)
    {
        var redis = Child.Start(
            "redis-server", Programs.Redis, ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--dir", folder]);
        await redis.UntilAsync(() => Listens(port), StartLimit, cancellationToken);
        return redis;
    }

    /// <summary>Whether something takes connections there.</summary>
    public static async Task<bool> Listens(int port)
    {
        using var probe = new TcpClient();
        try
        {
            await probe.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
