using AspireChat.Bench.Load;
using AspireChat.Bench.Processes;

namespace AspireChat.Bench.Systems;

/// <summary>socket.io with its Redis adapter, bench/SocketIo.</summary>
internal static class SocketIoSystem
{
    public static async Task<IChatSystem> StartAsync(FanoutOptions options, CancellationToken cancellationToken)
    {
        var (node, server) = (Programs.Node, Programs.SocketIo);
        await Npm.InstallAsync(Path.GetDirectoryName(server)!, cancellationToken);
        return await RecipeSystem.StartAsync(
            options, new SocketIoText(), "/socket.io/",
            (port, redis, name) => (node, [server, $"{port}", $"{redis}", name]), cancellationToken);
    }
}
