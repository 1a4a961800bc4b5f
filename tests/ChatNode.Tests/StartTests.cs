using AspireChat.ChatNode.Tests.Fixtures;

namespace AspireChat.ChatNode.Tests;

/// <summary>How the programs start when their configuration is incomplete.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("ChatNode")]
    [InlineData("AdminNode")]
    public async Task A_missing_Redis_setting_ends_the_program_with_one_line_that_says_how_to_fix_it(string program)
    {
        await using var process = ServerProcess.Start(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, $"AspireChat.{program}.dll")],
            new Dictionary<string, string?>
            {
                ["ConnectionStrings__redis"] = null,
                ["Chat__SigningKey"] = Node.SigningKey,
                ["Chat__AdminKey"] = "an admin key for tests, 32 bytes or more",
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            });
        await Eventually.TrueAsync(() => process.HasExited && process.Output.Length > 0, "the program ends");
        Assert.Equal(2, process.ExitCode);
        Assert.StartsWith("Cannot start: ConnectionStrings:redis is not set;", process.Output, StringComparison.Ordinal);
        Assert.Single(process.Output.TrimEnd().Split('\n'));
    }
}
