using System.Net;
using System.Net.Sockets;

namespace AspireChat.Unit.Tests.Fakes;

/// <summary>
/// A TCP relay before a server. While frozen it keeps its connections and passes nothing on, as when packets are dropped.
/// </summary>
internal sealed class FreezableRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private volatile TaskCompletionSource _passes = Passing();

    public FreezableRelay(Uri server)
    {
        _listener.Start();
        Address = new UriBuilder(server) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _ = AcceptAsync(server);
    }

    /// <summary>The server's address through the relay.</summary>
    public Uri Address { get; }

    public void Freeze() => _passes = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Thaw() => _passes.TrySetResult();

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
    }

    private static TaskCompletionSource Passing()
    {
        var passing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        passing.SetResult();
        return passing;
    }

    private async Task AcceptAsync(Uri server)
    {
        try
        {
            while (true)
            {
                _ = RelayAsync(await _listener.AcceptTcpClientAsync(_stop.Token), server);
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
        }
    }

    private async Task RelayAsync(TcpClient client, Uri server)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(server.Host, server.Port, _stop.Token);
            await Task.WhenAny(CopyAsync(near.GetStream(), far.GetStream()), CopyAsync(far.GetStream(), near.GetStream()));
        }
        catch (Exception ended) when (ended is SocketException or IOException or OperationCanceledException)
        {
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var read)
        {
            await _passes.Task.WaitAsync(_stop.Token);
            await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }
}
