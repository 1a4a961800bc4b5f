using System.Net;
using System.Net.Sockets;
using Garnet;
using Garnet.server;
using Microsoft.Extensions.Logging.Abstractions;
using Tsavorite.core;

namespace AspireChat.LocalCluster.Redis;

/// <summary>
/// A Redis server inside this process (Garnet), so that nothing needs to be installed. What it has acknowledged is in its
/// append-only file and survives a <c>kill -9</c> of the process. It listens on 127.0.0.1 only and has no password.
/// </summary>
public sealed class EmbeddedRedis : IDisposable
{
    private readonly GarnetServer _server;

    private EmbeddedRedis(GarnetServer server, int port) => (_server, Port) = (server, port);

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The connection string for StackExchange.Redis.</summary>
    public string ConnectionString => $"127.0.0.1:{Port}";

    /// <summary>Starts the server and recovers the data in the folder.</summary>
    /// <param name="port">A free port on 127.0.0.1.</param>
    /// <param name="folder">For the data; created if missing. Two servers must not share it: see <see cref="Data.DataFolder"/>.</param>
    /// <exception cref="CannotStartException">The folder is not writable, the port is taken, or the data cannot be read.</exception>
    public static EmbeddedRedis Start(int port, string folder)
    {
        var path = Path.GetFullPath(folder);
        GarnetServer? server = null;
        try
        {
            Directory.CreateDirectory(path);
            server = new GarnetServer(Settings(port, path), NullLoggerFactory.Instance);
            server.Start();
            return new EmbeddedRedis(server, port);
        }
        catch (Exception failure)
        {
            server?.Dispose();
            throw failure.GetBaseException() switch
            {
                UnauthorizedAccessException => new CannotStartException(
                    $"The data folder {path} is not writable; choose another with --data."),
                SocketException => new CannotStartException(
                    $"Port {port} for the embedded Redis is taken; choose other ports with --port."),
                var other => new CannotStartException(
                    $"The embedded Redis cannot read its data in {path} ({other.Message.ReplaceLineEndings(" ")}); "
                    + "move the folder away to start with an empty one."),
            };
        }
    }

    /// <summary>Stops the server: writes what is pending, closes connections, releases the port.</summary>
    public void Dispose() => _server.Dispose();

    private static GarnetServerOptions Settings(int port, string folder) => new()
    {
        EndPoints = [new IPEndPoint(IPAddress.Loopback, port)],
        QuietMode = true,

        // Without the transaction mode a script's commands interleave with other clients' commands.
        EnableLua = true,
        LuaTransactionMode = true,
        LuaOptions = new LuaOptions(),

        // Allocated as needed. What does not fit goes to disk by the storage tier; without that tier it would be dropped.
        LogMemorySize = "1g",
        PageSize = "4m",
        IndexMemorySize = "16m",
        IndexMaxMemorySize = "256m",
        EnableStorageTier = true,
        LogDir = folder,
        CheckpointDir = folder,
        // The default on Linux is a native library that needs a newer glibc than some systems have.
        DeviceType = DeviceType.RandomAccess,

        // A write is answered once it is in the append-only file, so a killed process loses nothing acknowledged. Without the wait
        // up to 20 ms of acknowledged writes were lost; with a commit interval each command of a script waits for the next commit.
        EnableAOF = true,
        CommitFrequencyMs = 0,
        WaitForCommit = true,
        AofMemorySize = "64m",
        AofPageSize = "8m",
        // Beyond this size a checkpoint is taken and the file truncated, so that a start does not replay the whole history.
        AofSizeLimit = "64m",
        Recover = true,
        FailOnRecoveryError = true,
    };
}
