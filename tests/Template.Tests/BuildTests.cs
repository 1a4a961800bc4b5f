using System.Text.Json;
using AspireChat.Testing;

namespace AspireChat.Template.Tests;

/// <summary>
/// What <c>dotnet new</c> writes builds and runs. The normal run of the tests builds only the client library.
/// <c>ASPIRECHAT_TEMPLATE_TESTS=full ./test.sh Template.Tests</c> builds everything, AppHost included, runs the fast tests, and starts the
/// cluster.
/// </summary>
public sealed class BuildTests(TemplateHive template) : IClassFixture<TemplateHive>, IDisposable
{
    private const string Name = "My.Chat-2";
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(20);
    private readonly TemporaryFolder _folder = new();

    private static bool IsFull => Environment.GetEnvironmentVariable("ASPIRECHAT_TEMPLATE_TESTS") == "full";

    [Fact]
    public async Task The_client_library_builds_under_an_awkward_name()
    {
        Assert.SkipWhen(IsFull, "The full run builds everything.");
        var project = await template.CreateAsync(_folder, Name);
        await BuildAsync(project, "Client/Client.csproj");
        Assert.True(File.Exists(Path.Combine(project, "Client/bin/Debug/net10.0/My.Chat2.Client.dll")));
    }

    [Fact]
    public async Task Everything_builds_under_an_awkward_name_and_the_cluster_runs()
    {
        Assert.SkipUnless(IsFull, "Takes about ten minutes: ASPIRECHAT_TEMPLATE_TESTS=full ./test.sh Template.Tests");
        var project = await template.CreateAsync(_folder, Name, "--nodes", "2");
        await BuildAsync(project, $"{Name}.slnx");
        Assert.True(File.Exists(Path.Combine(project, "AppHost/bin/Debug/net10.0/My.Chat2.AppHost.dll")), "the AppHost was built");
        await DotnetCommand.RunAsync(
            project, TimeSpan.FromMinutes(5), "test", "--project", "tests/Unit.Tests/Unit.Tests.csproj", "--no-build");
        await RunClusterAsync(project);
        Assert.Empty(CreatedProject.Containing(Path.Combine(project, "docs"), "aspirechat"));
    }

    [Fact]
    public async Task The_steps_that_add_an_event_a_command_and_a_page_can_be_followed() =>
        FollowSteps(await template.CreateAsync(_folder, Name));

    [Fact]
    public async Task With_all_options_and_the_steps_of_the_documentation_everything_builds_and_passes_the_fast_tests()
    {
        Assert.SkipUnless(IsFull, "Takes minutes: ASPIRECHAT_TEMPLATE_TESTS=full ./test.sh Template.Tests");
        var project = await template.CreateAsync(
            _folder, "Contoso.Chat",
            "--no-bench", "--no-examples", "--deploy", "compose", "--oidc", "https://login.contoso.test", "--nodes", "9");
        FollowSteps(project);
        await BuildAsync(project, "Contoso.Chat.slnx");
        await DotnetCommand.RunAsync(
            project, TimeSpan.FromMinutes(5), "test", "--project", "tests/Unit.Tests/Unit.Tests.csproj", "--no-build");
    }

    public void Dispose() => _folder.Dispose();

    private static void FollowSteps(string project)
    {
        var steps = Recipe.Read(File.ReadAllText(Path.Combine(project, "docs", "changing.md")));
        Assert.InRange(steps.Count, 20, 100);
        foreach (var step in steps)
        {
            step.Apply(project);
        }
    }

    private static Task<string> BuildAsync(string project, string what) =>
        DotnetCommand.RunAsync(project, BuildLimit, "build", what, "-nodeReuse:false", "-v", "quiet", "-consoleLoggerParameters:NoSummary");

    private async Task RunClusterAsync(string project)
    {
        var ready = _folder["ready.json"];
        await using var cluster = DotnetCommand.Start(
            project, "run", "--project", "LocalCluster", "--no-build", "--",
            "--port", $"{FreePorts.NextRun(24)}", "--data", _folder["data"], "--ready-file", ready, "--dashboard", "off");
        await Eventually.TrueAsync(() => File.Exists(ready) || cluster.HasExited, "LocalCluster is ready", TimeSpan.FromSeconds(200));
        Assert.False(cluster.HasExited, cluster.Output);
        using var info = JsonDocument.Parse(await File.ReadAllTextAsync(ready));
        Assert.Equal(2, info.RootElement.GetProperty("nodes").GetArrayLength());
        using var http = new HttpClient();
        var page = await http.GetStringAsync(new Uri(info.RootElement.GetProperty("ingress").GetString()!));
        Assert.Contains($"<title>{Name}</title>", page, StringComparison.Ordinal);
        await cluster.WriteLineAsync("quit");
        await cluster.WaitForExitAsync();
        Assert.Equal(0, cluster.ExitCode);
    }
}
