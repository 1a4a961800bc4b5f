using AspireChat.Testing;

namespace AspireChat.Unit.Tests.Architecture;

/// <summary>.ci/audit.sh, with stand-ins for the registries' tools.</summary>
public sealed class AuditScriptTests : IDisposable
{
    private const string Clean = """{"vulnerabilities":{}}""";
    private const string NugetClean = """{"projects":[{"path":"a"}]}""";
    private const string NugetFound = """
        {"projects":[{"frameworks":[{"topLevelPackages":[],"transitivePackages":[{"id":"Bad.Package","resolvedVersion":"1.0.0",
        "vulnerabilities":[{"severity":"High","advisoryurl":"https://example.com/advisory"}]}]}]}]}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(NugetClean, Clean, true, 0, "NuGet: no known vulnerabilities")]
    [InlineData(NugetFound, Clean, true, 1, "NuGet: Bad.Package 1.0.0 High https://example.com/advisory")]
    [InlineData(NugetClean, """{"vulnerabilities":{"bad":{"range":"<2","severity":"high"}}}""", true, 1, "bad <2 high")]
    [InlineData(NugetClean, """{"error":{}}""", true, 2, "the registry does not answer npm audit")]
    [InlineData(NugetClean, Clean, false, 2, "NuGet: not checked, no package source has a database of vulnerabilities")]
    public async Task Vulnerable_packages_are_named_and_an_unanswered_question_is_not_a_good_answer(
        string nuget, string npm, bool hasDatabase, int exitCode, string says)
    {
        _folder.WriteScript("npm", $"cat <<'END'\n{npm}\nEND");
        _folder.WriteScript("curl", hasDatabase ? """echo '"@type": "VulnerabilityInfo/6.7.0"'""" : "echo '{}'");
        _folder.WriteScript(
            "dotnet", $"if [ $1 = nuget ]; then echo 'E https://example.com/index.json'; exit; fi\ncat <<'END'\n{nuget}\nEND");
        await using var script = ServerProcess.Start(
            Path.Combine(Repository.Root, ".ci", "audit.sh"),
            ["--strict"],
            new Dictionary<string, string?>
            {
                ["PATH"] = $"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}",
                ["GIT_DIR"] = _folder["none"], // A project that the template created need not be in Git.
            });
        await script.WaitForExitAsync();
        Assert.Contains(says, script.Output, StringComparison.Ordinal);
        Assert.Equal(exitCode, script.ExitCode);
    }
}
