using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace AspireChat.Testing;

/// <summary>
/// Hands out TCP ports that are free now, each once per test process. Test processes that run at the same time have ports of their own.
/// </summary>
public static class FreePorts
{
    // Below the range outgoing connections take theirs from: a server that is started again must find its port still free.
    private const int Lowest = 20000;
    private const int Count = 1500;
    private const int Blocks = 8;

    private static readonly ConcurrentDictionary<int, bool> Given = new();
    private static readonly (FileStream Lock, int First) Block = TakeBlock();
    private static int _next = -1;

    private static int First => Block.First;

    /// <summary>One port, free on the loopback address.</summary>
    public static int Next() => NextRun(1);

    /// <summary>The first of several ports in a row, all free.</summary>
    public static int NextRun(int length)
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var first = First + ((int)((uint)Interlocked.Increment(ref _next) % (Count - length + 1)));
            var run = Enumerable.Range(first, length).ToArray();
            if (!run.Any(Given.ContainsKey) && run.All(IsFree) && run.All(port => Given.TryAdd(port, true)))
            {
                return first;
            }
        }

        throw new InvalidOperationException(
            $"No {length} free ports in a row from {First} to {First + Count - 1}; stop the programs that listen there.");
    }

    /// <summary>Takes a block of ports that no other test process has, until this process ends.</summary>
    private static (FileStream Lock, int First) TakeBlock()
    {
        for (var block = 0; block < Blocks; block++)
        {
            try
            {
                var file = Path.Combine(Path.GetTempPath(), $"aspirechat-ports-{block}.lock");
                return (new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), Lowest + (block * Count));
            }
            catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
            {
                // By another process.
            }
        }

        throw new InvalidOperationException($"{Blocks} test processes run already; wait until one has ended.");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
