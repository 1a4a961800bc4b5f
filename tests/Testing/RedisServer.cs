using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace AspireChat.Testing;

/// <summary>A redis-server with an append-only file. It can be stopped, killed, and started again on its port.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ServerProcess? _process;

    private readonly string[] _options;

    private RedisServer(int port, string[] options) => (Port, _options) = (port, options);

    /// <summary>Its port on 127.0.0.1, the same after every start.</summary>
    public int Port { get; }

    /// <summary><c>127.0.0.1:PORT</c>.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>Starts one on a free port and waits until it answers.</summary>
    /// <param name="options">Further options, such as <c>--cluster-enabled yes</c>.</param>
    /// <exception cref="TimeoutException">It did not, with its output.</exception>
    public static async Task<RedisServer> StartNewAsync(params string[] options)
    {
        var server = new RedisServer(FreePorts.Next(), options);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it (again), with the data it has on disk, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        if (_process is { HasExited: false })
        {
            throw new InvalidOperationException("It is already running.");
        }

        _process = ServerProcess.Start("redis-server",
        [
            "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", _folder.Path,
            // What was acknowledged is on disk, so that a killed server loses nothing that a test was promised.
            "--appendonly", "yes", "--appendfsync", "always", "--save", "", .. _options,
        ]);
        var process = _process;
        await Eventually.TrueAsync(
            async () => process.HasExited ? throw new InvalidOperationException("It ended.") : await AnswersAsync(),
            $"redis-server answers on port {Port}");
    }

    /// <summary>SIGTERM: everything is on disk when this ends.</summary>
    public async Task StopAsync()
    {
        _process!.Terminate();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: connections stay open, and nothing is answered.</summary>
    public void Freeze() => _process!.Freeze();

    /// <summary>Ends <see cref="Freeze"/>.</summary>
    public void Thaw() => _process!.Thaw();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port);
        var stream = client.GetStream();
        await stream.WriteAsync("PING\r\n"u8.ToArray());
        var buffer = new byte[64];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        var read = await stream.ReadAsync(buffer, limit.Token);
        // NOAUTH is an answer, too: it has users with passwords.
        var answer = Encoding.ASCII.GetString(buffer, 0, read);
        return answer.StartsWith("+PONG", StringComparison.Ordinal) || answer.StartsWith("-NOAUTH", StringComparison.Ordinal);
    }
}
