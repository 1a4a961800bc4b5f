using System.Text.Json;
using AspireChat.Testing;

namespace AspireChat.Cluster.Tests.Transports;

/// <summary>The npm package aspirechat-client, installed from what <c>npm pack</c> makes.</summary>
[Collection(SharedClusters.CollectionName)]
public sealed class NpmPackageTests(ClusterBehindNginx running) : IAsyncLifetime
{
    private const int Messages = 10;
    private static readonly string Scripts = Path.Combine(Repository.Root, "tests", "Cluster.Tests", "js");
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        await RunAsync("npm", ["pack", "--silent", "--pack-destination", _folder.Path], Path.Combine(Repository.Root, "Client.JavaScript"));
        await File.WriteAllTextAsync(_folder["package.json"], """{ "private": true }""");
        var package = Assert.Single(Directory.GetFiles(_folder.Path, "*.tgz"));
        await RunAsync(
            "npm",
            ["install", "--no-audit", "--no-fund", "--ignore-scripts", package, "@microsoft/signalr@10.0.11", "typescript@5.9.3"],
            _folder.Path);
    }

    [Fact]
    public async Task Members_that_use_the_package_see_everything_once_and_in_order()
    {
        const string Room = "npm-package";
        var nora = StartAsync("nora", 'a', Room, Messages);
        var otto = StartAsync("otto", 'b', Room, 0);
        var (seenByNora, seenByOtto) = (await nora, await otto);
        Assert.NotEqual(seenByNora.Node, seenByOtto.Node);
        Assert.Equal(Enumerable.Range(0, Messages).Select(n => $"nora {n}"), seenByNora.Messages.Select(message => message.Text));
        Assert.Equal(seenByNora.Messages, seenByOtto.Messages);
    }

    [Fact]
    public async Task The_package_works_behind_a_proxy_with_default_settings()
    {
        await using var proxy = await FrontProxy.WithDefaultsAsync(running.Cluster.Info.Ingress);
        var seen = await RunMemberAsync(proxy.Hub, "nora", "npm-package-defaults", Messages);
        Assert.Equal(Messages, seen.Messages.Count);
    }

    [Fact]
    public async Task The_package_connects_when_the_client_address_changes_with_each_request()
    {
        await using var proxy = await FrontProxy.WithChangingAddressesAsync(running.Cluster.Info.Ingress);
        var seen = await RunMemberAsync(proxy.Hub, "nora", "npm-package-changing", Messages);
        Assert.Equal(Messages, seen.Messages.Count);
    }

    [Fact]
    public async Task The_type_declarations_of_the_package_compile()
    {
        File.Copy(Path.Combine(Scripts, "types.ts"), _folder["types.ts"]);
        await RunAsync(
            "node",
            [
                _folder["node_modules/typescript/bin/tsc"], "--noEmit", "--strict",
                "--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom", "types.ts",
            ],
            _folder.Path);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string folder)
    {
        await using var process = ServerProcess.Start(program, arguments, folder: folder);
        await process.WaitForExitAsync(TimeSpan.FromMinutes(3));
        return process.ExitCode == 0
            ? process.Output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}\n{process.Output}");
    }

    private Task<NpmReport> StartAsync(string user, char network, string room, int send) =>
        RunMemberAsync(running.Cluster.Info.HubFrom(network), user, room, send);

    private async Task<NpmReport> RunMemberAsync(Uri hub, string user, string room, int send)
    {
        var script = _folder[$"{user}.mjs"];
        File.Copy(Path.Combine(Scripts, "member.mjs"), script);
        var output = await RunAsync(
            "node",
            [script, JsonSerializer.Serialize(new { hub, token = running.Cluster.TokenFor(user), room, send, expect = Messages }, Json)],
            _folder.Path);
        var report = output.Split('\n').Single(line => line.StartsWith("{\"node\"", StringComparison.Ordinal));
        return JsonSerializer.Deserialize<NpmReport>(report, Json)!;
    }
}
