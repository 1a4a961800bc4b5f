using AspireChat.Testing;

namespace AspireChat.Template.Tests;

/// <summary>The template, installed from the repository into a hive of its own, so that the user's templates are left alone.</summary>
public sealed class TemplateHive : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private readonly TemporaryFolder _hive = new();

    /// <summary>What is installed: a folder or a package.</summary>
    internal string Source { get; init; } = Repository.Root;

    public async ValueTask InitializeAsync() =>
        await DotnetCommand.RunAsync(_hive.Path, Limit, "new", "install", Source, "--debug:custom-hive", _hive["hive"]);

    /// <summary>Runs <c>dotnet new aspirechat -n NAME</c> in an empty folder. The result's folder.</summary>
    public async Task<string> CreateAsync(TemporaryFolder folder, string name, params string[] options)
    {
        await DotnetCommand.RunAsync(
            folder.Path, Limit, ["new", "aspirechat", "-n", name, .. options, "--debug:custom-hive", _hive["hive"]]);
        return folder[name];
    }

    public ValueTask DisposeAsync()
    {
        _hive.Dispose();
        return ValueTask.CompletedTask;
    }
}
