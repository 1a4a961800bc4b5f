using AspireChat.Cluster.Tests.Transports;
using AspireChat.Testing;

namespace AspireChat.Cluster.Tests.Docs;

/// <summary>The examples of docs/protocol.md, run as they are printed there.</summary>
[Collection(SharedClusters.CollectionName)]
public sealed class ExampleTests(ClusterBehindYarp running)
{
    private static readonly string Examples = Path.Combine(Repository.Root, "docs", "examples");

    [Fact]
    public async Task The_examples_in_JavaScript_Python_and_CSharp_see_each_others_messages()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateSymbolicLink(
            folder["node_modules"], Path.Combine(Repository.Root, "tests", "Cluster.Tests", "js", "node_modules"));
        File.Copy(Path.Combine(Examples, "hello.mjs"), folder["hello.mjs"]);

        Assert.Contains("stored as ", await RunAsync("node", folder["hello.mjs"], "Ada"), StringComparison.Ordinal);

        var python = await RunAsync("python3", Path.Combine(Examples, "hello.py"), "Bob");
        Assert.Contains("Ada: Hello from Ada", python, StringComparison.Ordinal);
        Assert.Contains("stored as ", python, StringComparison.Ordinal);

        var csharp = await RunAsync("dotnet", "run", Path.Combine(Examples, "hello.cs"), "Eve");
        Assert.Contains("Ada: Hello from Ada", csharp, StringComparison.Ordinal);
        Assert.Contains("Bob: Hello from Bob", csharp, StringComparison.Ordinal);
        Assert.Contains("stored as ", csharp, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var name = arguments[^1];
        var server = running.Cluster.Info.Ingress.GetLeftPart(UriPartial.Authority);
        await using var process = ServerProcess.Start(
            program, [.. arguments[..^1], server, name, "examples", $"Hello from {name}"], folder: Examples);
        await process.WaitForExitAsync(TimeSpan.FromMinutes(8));
        Assert.True(process.ExitCode == 0, process.Output);
        return process.Output;
    }
}
