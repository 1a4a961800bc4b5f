using System.Net;
using System.Net.Sockets;

namespace AspireChat.LocalCluster.Ports;

/// <summary>
/// A port on 127.0.0.1, reserved for a process that is not running yet, so that no other program (another cluster, say) takes it.
/// Dispose of it just before the process starts.
/// </summary>
/// <remarks>
/// Only a listening socket keeps others out: a socket that is merely bound shares its port with others that set SO_REUSEADDR,
/// as all sockets of .NET do. So it listens, and resets every connection at once so that no client hangs.
/// </remarks>
internal sealed class PortReservation : IDisposable
{
    private readonly Socket _socket;

    private PortReservation(Socket socket, int port) => (_socket, Port) = (socket, port);

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>Reserves the port, or returns null if it is taken.</summary>
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
        _ = reservation.RefuseClientsAsync();
        return reservation;
    }

    /// <summary>Releases the port. Later calls do nothing.</summary>
    public void Dispose() => _socket.Dispose();

    private async Task RefuseClientsAsync()
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
            // Released.
        }
    }
}
