using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace AspireChat.Testing;

/// <summary>Hands out TCP ports that are free now, each once per test process.</summary>
public static class FreePorts
{
    // Below the range outgoing connections take theirs from: a server that is started again must find its port still free.
    private const int First = 23000;
    private const int Count = 1000;

    private static readonly ConcurrentDictionary<int, bool> Given = new();
    private static int _next = Random.Shared.Next(Count);

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
