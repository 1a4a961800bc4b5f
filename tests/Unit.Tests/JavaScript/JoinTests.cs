using System.Text.Json;
using AspireChat.Testing;

namespace AspireChat.Unit.Tests.JavaScript;

/// <summary>The rooms of the JavaScript client, in Node.js.</summary>
public sealed class JoinTests
{
    [Fact]
    public async Task Many_rooms_are_joined_and_resumed_in_few_calls_and_a_refused_room_is_reported()
    {
        using var folder = new TemporaryFolder();
        string[] scripts = ["Web/wwwroot/plain/room.js", "Web/wwwroot/plain/connection.js", "tests/Unit.Tests/JavaScript/join.mjs"];
        foreach (var script in scripts)
        {
            File.Copy(Path.Combine(Repository.Root, script), folder[Path.GetFileName(script)]);
        }

        await File.WriteAllTextAsync(folder["package.json"], """{ "type": "module" }""", TestContext.Current.CancellationToken);
        await using var process = ServerProcess.Start("node", ["join.mjs"], folder: folder.Path);
        await process.WaitForExitAsync();
        Assert.Equal("", process.ExitCode == 0 ? "" : process.Output);
        using var report = JsonDocument.Parse(process.Output.Split('\n').Single(line => line.StartsWith('{')));
        string[] List(string name) => [.. report.RootElement.GetProperty(name).EnumerateArray().Select(value => value.GetString()!)];
        Assert.Equal(["JoinRooms", "JoinRooms"], List("firstCalls"));
        Assert.Equal(["JoinRooms", "JoinRooms"], List("secondCalls"));
        Assert.Equal(["secret private", "secret private", "secret private"], List("refused"));
        Assert.Equal(["one two three four"], List("texts"));
        Assert.Empty(List("secret"));
        Assert.Equal("gone", report.RootElement.GetProperty("lost").GetString());
    }
}
