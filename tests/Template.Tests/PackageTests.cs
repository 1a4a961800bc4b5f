using System.IO.Compression;
using System.Xml.Linq;
using AspireChat.Testing;

namespace AspireChat.Template.Tests;

/// <summary>The NuGet packages of Contracts and Client, and a program that has nothing else.</summary>
public sealed class PackageTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        foreach (var project in new[] { "Contracts", "Client" })
        {
            await DotnetCommand.RunAsync(
                Repository.Root, Limit,
                "pack", $"{project}/{project}.csproj", "--no-build", "-c", Repository.Configuration, "-o", _folder["packages"],
                "-nodeReuse:false", "-v", "quiet");
        }
    }

    [Theory]
    [InlineData("Contracts")]
    [InlineData("Client")]
    public void A_package_has_a_readme_an_icon_documentation_and_symbols(string project)
    {
        using var package = ZipFile.OpenRead(Package(project, "nupkg"));
        var files = package.Entries.Select(entry => entry.FullName).ToList();
        Assert.Contains("README.md", files);
        Assert.Contains("icon.png", files);
        Assert.Contains($"lib/net10.0/AspireChat.{project}.dll", files);
        Assert.Contains($"lib/net10.0/AspireChat.{project}.xml", files);

        using var description = package.GetEntry($"AspireChat.{project}.nuspec")!.Open();
        var metadata = XDocument.Load(description).Root!.Elements().Single(one => one.Name.LocalName == "metadata").Elements()
            .ToDictionary(one => one.Name.LocalName);
        Assert.Equal("MIT", metadata["license"].Value);
        Assert.Equal("README.md", metadata["readme"].Value);
        Assert.Equal("icon.png", metadata["icon"].Value);
        // Where the sources are, which source link writes from the git repository.
        Assert.NotEmpty(metadata["repository"].Attribute("commit")!.Value);

        using var symbols = ZipFile.OpenRead(Package(project, "snupkg"));
        Assert.Contains(symbols.Entries, entry => entry.FullName == $"lib/net10.0/AspireChat.{project}.pdb");
    }

    [Fact]
    public async Task A_program_that_references_only_the_package_connects_with_it()
    {
        var program = Directory.CreateDirectory(_folder["program"]).FullName;
        var caches = await DotnetCommand.RunAsync(program, Limit, "nuget", "locals", "global-packages", "--list", "--force-english-output");
        await File.WriteAllTextAsync(Path.Combine(program, "nuget.config"), $"""
            <configuration><packageSources><add key="built" value="{_folder["packages"]}" /></packageSources></configuration>
            """);
        // The package that was just built goes to a folder of its own; all others are taken from the user's.
        await File.WriteAllTextAsync(Path.Combine(program, "Program.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <RestorePackagesPath>{_folder["restored"]}</RestorePackagesPath>
                <RestoreFallbackFolders>{caches[(caches.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()}</RestoreFallbackFolders>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="AspireChat.Client" Version="0.1.0" />
              </ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(program, "Program.cs"), """
            using AspireChat.Client;
            using AspireChat.Contracts;

            await using var chat = new ChatConnection(new ChatConnectionOptions
            {
                Hub = new Uri("http://127.0.0.1:9/hubs/chat"),
                AccessToken = _ => Task.FromResult<string?>("token"),
                MinimumReconnectDelay = TimeSpan.FromMilliseconds(10),
            });
            var failed = new TaskCompletionSource();
            chat.Changed += () =>
            {
                if (chat.LastError is not null)
                {
                    failed.TrySetResult();
                }
            };
            _ = chat.StartAsync();
            await failed.Task.WaitAsync(TimeSpan.FromSeconds(30));
            Console.WriteLine($"{chat.Status}; limit {ChatErrors.RateLimited}");
            """);
        var output = await DotnetCommand.RunAsync(program, Limit, "run");
        Assert.Contains("limit rate_limited", output, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private string Package(string project, string extension) =>
        Assert.Single(Directory.GetFiles(_folder["packages"], $"AspireChat.{project}.*.{extension}"));
}
