using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AspireChat.Testing;

/// <summary>Passes TCP connections on to a server, until it is cut: then the server is gone for whoever comes through here.</summary>
public sealed class CuttableProxy : IAsyncDisposable
{
    private readonly int _target;
    private readonly int _port = FreePorts.Next();
    private readonly ConcurrentDictionary<TcpClient, bool> _open = [];
    private TcpListener? _listener;

    /// <summary>Starts to pass connections on.</summary>
    /// <param name="target">The server's port on 127.0.0.1.</param>
    public CuttableProxy(int target)
    {
        _target = target;
        Restore();
    }

    /// <summary><c>127.0.0.1:PORT</c>.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    /// <summary>Passes connections on again.</summary>
    public void Restore()
    {
        _listener = new TcpListener(IPAddress.Loopback, _port);
        _listener.Start();
        _ = AcceptAsync(_listener);
    }

    /// <summary>Closes all connections and refuses new ones.</summary>
    public void Cut()
    {
        _listener?.Stop();
        foreach (var client in _open.Keys)
        {
            client.Close();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Cut();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                _ = PassAsync(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // It was cut.
        }
    }

    private async Task PassAsync(TcpClient from)
    {
        using var to = new TcpClient();
        _open[from] = _open[to] = true;
        try
        {
            await to.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(from.GetStream().CopyToAsync(to.GetStream()), to.GetStream().CopyToAsync(from.GetStream()));
        }
        catch (Exception ended) when (ended is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One side has closed it.
        }
        finally
        {
            from.Dispose();
            _open.TryRemove(from, out _);
            _open.TryRemove(to, out _);
        }
    }
}
