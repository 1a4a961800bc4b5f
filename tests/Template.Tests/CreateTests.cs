using System.Text.RegularExpressions;
using AspireChat.Testing;

namespace AspireChat.Template.Tests;

/// <summary>
/// What <c>dotnet new</c> writes. <see cref="BuildTests"/> builds and runs it.
/// </summary>
public sealed class CreateTests(TemplateHive template) : IClassFixture<TemplateHive>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("My.Chat-2", "My.Chat2", "my-chat-2", "MY_CHAT_2")]
    [InlineData("Contoso.Chat", "Contoso.Chat", "contoso-chat", "CONTOSO_CHAT")]
    [InlineData("3 Rooms & Co", "N3RoomsCo", "3-rooms-co", "3_ROOMS_CO")]
    [InlineData("聊天", "聊天", "chat", "CHAT")]
    public async Task The_name_is_replaced_in_every_form_and_the_old_name_is_gone(
        string name, string codeName, string slug, string variable)
    {
        var project = await template.CreateAsync(_folder, name);

        Assert.Empty(CreatedProject.Containing(project, "aspirechat"));
        Assert.True(File.Exists(Path.Combine(project, $"{name}.slnx")), "the solution has the name as it was given");
        Assert.Contains($"<RootNamespace>{codeName}.$(MSBuildProjectName)</RootNamespace>", Read(project, "Directory.Build.props"));
        Assert.Contains($"namespace {codeName}.Client;", Read(project, "Client/ChatConnection.cs"));
        Assert.Contains($"\"name\": \"{slug}-client\"", Read(project, "Client.JavaScript/package.json"));
        Assert.Contains($"TokenIssuer = \"{slug}\"", Read(project, "Contracts/ChatProtocol.cs"));
        Assert.Contains($"{variable}_NO_CONTAINERS", Read(project, "test.sh"));
        var title = name.Replace("&", "", StringComparison.Ordinal);

        // No identifier contains a name with characters that an identifier cannot have.
        Assert.DoesNotContain(
            CreatedProject.Files(project).Where(file => !Regex.IsMatch(title, @"^\w+\z") && file.EndsWith(".cs", StringComparison.Ordinal)),
            file => Regex.IsMatch(Read(project, file), $@"[\p{{L}}_]{Regex.Escape(title)}"));
        Assert.Contains($"<title>{title}</title>", Read(project, "Web.Client/wwwroot/index.html"));
        Assert.Empty(CreatedProject.MissingProjects(project, $"{name}.slnx"));
    }

    [Fact]
    public async Task The_projects_own_history_results_and_pictures_are_left_out()
    {
        var files = CreatedProject.Files(await template.CreateAsync(_folder, "My.Chat-2"));
        Assert.DoesNotContain(files, file =>
            (file.StartsWith("docs/", StringComparison.Ordinal) && file.EndsWith(".png", StringComparison.Ordinal))
            || file.StartsWith("docs/decisions/", StringComparison.Ordinal)
            || file.StartsWith(".git/", StringComparison.Ordinal) || file.StartsWith(".template", StringComparison.Ordinal)
            || file.Contains("/bin/", StringComparison.Ordinal) || file.Contains("/obj/", StringComparison.Ordinal)
            || file.Contains("TestResults", StringComparison.Ordinal) || file.Contains("node_modules", StringComparison.Ordinal)
            || file.StartsWith("tests/Template.Tests/", StringComparison.Ordinal)
            // Another name has another place among those that are sorted.
            || file.EndsWith("/UsingTests.cs", StringComparison.Ordinal) || file is "CHANGELOG.md" or "LICENSE");
        foreach (var part in new[] { "AppHost", "ServiceDefaults", "ChatNode", "AdminNode", "Web", "tests", "bench", "examples" })
        {
            Assert.Contains(files, file => file.StartsWith($"{part}/", StringComparison.Ordinal));
        }

        Assert.Contains(".gitignore", files);
    }

    [Fact]
    public async Task Its_test_script_names_the_test_projects_that_it_has()
    {
        var project = await template.CreateAsync(_folder, "My.Chat-2");
        var projects = Directory.EnumerateFiles(Path.Combine(project, "tests"), "*.Tests.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file));
        var suites = Regex.Matches(Read(project, "test.sh"), @"^(\S+\.Tests)\|", RegexOptions.Multiline)
            .Select(suite => suite.Groups[1].Value);
        Assert.Equal(projects.Order(StringComparer.Ordinal), suites.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Its_readme_names_the_two_commands()
    {
        var readme = Read(await template.CreateAsync(_folder, "My.Chat-2"), "README.md");
        Assert.StartsWith("# My.Chat-2\n", readme, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project LocalCluster\n", readme);
        Assert.Contains("dotnet run --project AppHost\n", readme);
        Assert.DoesNotContain("#if", readme);
    }

    [Fact]
    public async Task Its_scripts_can_be_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Files have no mode there.");
        var project = await template.CreateAsync(_folder, "My.Chat-2");
        foreach (var script in new[] { "test.sh", ".ci/run", ".ci/containers/prepare.sh", ".ci/containers/podman", "Ingress/start.sh" })
        {
            if (!OperatingSystem.IsWindows())
            {
                Assert.True(File.GetUnixFileMode(Path.Combine(project, script)).HasFlag(UnixFileMode.UserExecute), script);
            }
        }
    }

    [Fact]
    public async Task Options_choose_nodes_and_leave_out_benchmarks_and_examples()
    {
        var project = await template.CreateAsync(_folder, "Small", "--nodes", "5", "--no-bench", "--no-examples");
        var files = CreatedProject.Files(project);
        Assert.DoesNotContain(files, file => file.StartsWith("bench/", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => file.StartsWith("examples/", StringComparison.Ordinal));
        Assert.Empty(CreatedProject.MissingProjects(project, "Small.slnx"));
        Assert.Contains("DefaultNodes = 5;", Read(project, "LocalCluster/Options/ClusterOptions.cs"));
        Assert.Contains("DefaultNodes = 5;", Read(project, "AppHost/ClusterSettings.cs"));
        Assert.Contains("DefaultNodes = 5;", Read(project, "tests/AppHost.Tests/ModelTests.cs"));
        Assert.Contains("`ChatNodes` | 5 |", Read(project, "docs/deployment.md"));
    }

    // dotnet new cannot refuse a number, so the build does.
    [Theory]
    [InlineData("65")]
    [InlineData("-1")]
    public async Task A_number_of_nodes_that_cannot_start_is_refused_by_the_build(string nodes)
    {
        var project = await template.CreateAsync(_folder, "Many", $"--nodes={nodes}");
        foreach (var file in new[] { "LocalCluster/Options/ClusterOptions.cs", "AppHost/ClusterSettings.cs" })
        {
            Assert.Contains("DefaultNodes = 3;\n#error The option --nodes takes 1 to 64.", Read(project, file));
        }
    }

    [Fact]
    public async Task An_identity_provider_is_set_for_both_ways_to_run_it()
    {
        const string authority = "https://login.contoso.test/tenant";
        var project = await template.CreateAsync(_folder, "My.Chat-2", "--oidc", authority);
        Assert.Contains($"\"Authority\": \"{authority}\"", Read(project, "AppHost/appsettings.json"));
        Assert.Contains($"\"Authentication__Authority\": \"{authority}\"", Read(project, "LocalCluster/Properties/launchSettings.json"));
        Assert.Contains("\"ClientId\": \"my-chat-2\"", Read(project, "AppHost/appsettings.json"));
        Assert.Contains(authority, Read(project, "README.md"));
    }

    [Theory]
    [InlineData("azure", true)]
    [InlineData("compose", false)]
    [InlineData("kubernetes", false)]
    public async Task A_deployment_target_becomes_the_default(string target, bool azd)
    {
        var project = await template.CreateAsync(_folder, "My.Chat-2", "--deploy", target);
        Assert.Contains($"<DefaultDeployment>{target}</DefaultDeployment>", Read(project, "AppHost/AppHost.csproj"));
        Assert.Equal(azd, File.Exists(Path.Combine(project, "azure.yaml")));
        if (azd)
        {
            Assert.DoesNotContain("Deployment is not set", Read(project, "azure.yaml"));
        }
    }

    [Fact]
    public async Task The_package_of_the_template_creates_the_same_files()
    {
        using var packed = new TemporaryFolder();
        await DotnetCommand.RunAsync(
            Repository.Root, TimeSpan.FromMinutes(3),
            "pack", ".template/Template.csproj", "-o", packed.Path, "-nodeReuse:false", "-v", "quiet");
        var package = Assert.Single(Directory.GetFiles(packed.Path, "*.nupkg"));
        await using var hive = new TemplateHive { Source = package };
        await hive.InitializeAsync();

        var fromFolder = await template.CreateAsync(_folder, "My.Chat-2");
        using var other = new TemporaryFolder();
        var fromPackage = await hive.CreateAsync(other, "My.Chat-2");
        Assert.Equal(CreatedProject.Files(fromFolder), CreatedProject.Files(fromPackage));
    }

    public void Dispose() => _folder.Dispose();

    private static string Read(string project, string file) => File.ReadAllText(Path.Combine(project, file));
}
