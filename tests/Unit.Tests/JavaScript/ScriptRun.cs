using System.Text.Json;
using AspireChat.Testing;

namespace AspireChat.Unit.Tests.JavaScript;

/// <summary>Runs a script of this folder beside the JavaScript client, in Node.js.</summary>
internal static class ScriptRun
{
    /// <summary>A list of texts in a script's report.</summary>
    public static string[] List(this JsonDocument report, string name) =>
        [.. report.RootElement.GetProperty(name).EnumerateArray().Select(value => value.GetString()!)];

    /// <summary>The line of JSON that it prints.</summary>
    public static async Task<JsonDocument> OfAsync(string script)
    {
        using var folder = new TemporaryFolder();
        string[] scripts = ["room.js", "connection.js", "outbox.js"];
        foreach (var one in scripts.Select(name => $"Web/wwwroot/plain/{name}").Append($"tests/Unit.Tests/JavaScript/{script}"))
        {
            File.Copy(Path.Combine(Repository.Root, one), folder[Path.GetFileName(one)]);
        }

        await File.WriteAllTextAsync(folder["package.json"], """{ "type": "module" }""", TestContext.Current.CancellationToken);
        await using var process = ServerProcess.Start("node", [script], folder: folder.Path);
        await process.WaitForExitAsync();
        Assert.Equal("", process.ExitCode == 0 ? "" : process.Output);
        return JsonDocument.Parse(process.Output.Split('\n').Single(line => line.StartsWith('{')));
    }
}
