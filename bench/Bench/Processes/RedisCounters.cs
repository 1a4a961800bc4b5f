using System.Globalization;
using System.Net.Sockets;

namespace AspireChat.Bench.Processes;

/// <summary>What a Redis has counted itself.</summary>
internal static class RedisCounters
{
    /// <summary>Commands that it has run, those inside scripts included.</summary>
    public static async Task<long> CommandsAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, cancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync("INFO stats\r\nQUIT\r\n"u8.ToArray(), cancellationToken);
        using var reader = new StreamReader(stream);
        const string Counter = "total_commands_processed:";
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(Counter, StringComparison.Ordinal))
            {
                return long.Parse(line[Counter.Length..], CultureInfo.InvariantCulture);
            }
        }

        throw new BenchException($"The Redis on port {port} does not tell its counters.");
    }
}
