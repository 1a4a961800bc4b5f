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
    private volatile int _refused;

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
        _refused = 0;
        if (_listener is not null)
        {
            return;
        }

        _listener = new TcpListener(IPAddress.Loopback, _port);
        _listener.Start();
        _ = AcceptAsync(_listener);
    }

    /// <summary>Closes all connections and refuses new ones.</summary>
    public void Cut()
    {
        _listener?.Stop();
        _listener = null;
        foreach (var client in _open.Keys)
        {
            client.Close();
        }
    }

    /// <summary>Closes the connections of one process of this machine, and each new one, too. All others stay. Linux only.</summary>
    public void Cut(int process)
    {
        _refused = process;
        foreach (var client in _open.Keys.Where(client => IsOf(process, client)))
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
        if (_refused is var refused and > 0 && IsOf(refused, from))
        {
            from.Dispose();
            return;
        }

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

    /// <summary>Whether the process has the other end: the kernel lists its socket by its port, and the process's files name it.</summary>
    private static bool IsOf(int process, TcpClient client)
    {
        try
        {
            var port = ((IPEndPoint)client.Client.RemoteEndPoint!).Port.ToString("X4", CultureInfo.InvariantCulture);
            return File.ReadLines("/proc/net/tcp").Skip(1).Concat(File.ReadLines("/proc/net/tcp6").Skip(1))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(fields => fields[1].EndsWith($":{port}", StringComparison.Ordinal))
                .Any(fields => Directory.EnumerateFileSystemEntries($"/proc/{process}/fd")
                    .Any(file => new FileInfo(file).LinkTarget == $"socket:[{fields[9]}]"));
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or NullReferenceException)
        {
            return false;
        }
    }
}
