using System.Net;
using System.Net.Sockets;

namespace AspireChat.LocalCluster.Ports;

/// <summary>
/// A port on 127.0.0.1 that is kept for a process that does not run yet: nobody else, another cluster least of all, gets it
/// meanwhile. Let go of it just before the process starts.
/// </summary>
/// <remarks>
/// Only a listening socket keeps others out (a socket that is merely bound shares its port with any other that sets
/// SO_REUSEADDR, as all of .NET's do). So it listens, and whoever connects is turned away at once rather than left hanging.
/// </remarks>
internal sealed class PortReservation : IDisposable
{
    private readonly Socket _socket;

    private PortReservation(Socket socket, int port) => (_socket, Port) = (socket, port);

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>Takes the port, or null when somebody has it.</summary>
    public static PortReservation? TryTake(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }

        var reservation = new PortReservation(socket, port);
        _ = reservation.TurnAwayAsync();
        return reservation;
    }

    /// <summary>Lets go of it; later calls do nothing.</summary>
    public void Dispose() => _socket.Dispose();

    private async Task TurnAwayAsync()
    {
        try
        {
            while (true)
            {
                using var visitor = await _socket.AcceptAsync();
                visitor.LingerState = new LingerOption(enable: true, seconds: 0);
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // Let go of.
        }
    }
}
