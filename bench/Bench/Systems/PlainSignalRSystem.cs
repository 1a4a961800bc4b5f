using AspireChat.Bench.Load;
using AspireChat.Bench.Processes;

namespace AspireChat.Bench.Systems;

/// <summary>Plain SignalR with its Redis backplane, bench/PlainSignalR.</summary>
internal static class PlainSignalRSystem
{
    public static Task<IChatSystem> StartAsync(FanoutOptions options, CancellationToken cancellationToken) => RecipeSystem.StartAsync(
        options,
        new SignalRJson(hasLog: false),
        "/hubs/",
        (port, redis, name) => (
            Programs.Dotnet,
            [ProgramOf(options), "--urls", $"http://127.0.0.1:{port}", "--redis", $"127.0.0.1:{redis}", "--node", name]),
        cancellationToken);

    private static string ProgramOf(FanoutOptions options) =>
        options.Published is { } folder && Published.Has(folder, "PlainSignalR")
            ? Published.Find(folder, "PlainSignalR")
            : Programs.PlainSignalR;
}
