using System.Reflection;
using System.Text.RegularExpressions;
using AspireChat.Contracts;
using AspireChat.Testing;

namespace AspireChat.Unit.Tests.Docs;

/// <summary>The documentation: its links lead somewhere, its commands exist, and the protocol's page is complete.</summary>
public sealed partial class DocumentTests
{
    private static readonly MarkdownPage Protocol = MarkdownPage.Read("docs/protocol.md");

    [Fact]
    public void Every_link_leads_to_a_file_and_every_anchor_to_a_heading() =>
        Assert.Empty(MarkdownPage.ReadAll().SelectMany(page => page.Links.Where(link => IsBroken(page, link))
            .Select(link => $"{page.Path}: {link}")));

    [Fact]
    public void Every_command_names_projects_and_files_that_exist() =>
        Assert.Empty(MarkdownPage.ReadAll().SelectMany(page => page.Commands.SelectMany(MissingIn).Select(name => $"{page.Path}: {name}")));

    [Fact]
    public void Every_option_of_a_program_in_a_command_exists() =>
        Assert.Empty(MarkdownPage.ReadAll()
            .SelectMany(page => page.Commands.SelectMany(UnknownOptions).Select(name => $"{page.Path}: {name}")));

    [Fact]
    public async Task The_page_about_LocalCluster_lists_exactly_its_options()
    {
        await using var help = ServerProcess.Start("dotnet", [Repository.Output("LocalCluster", "AspireChat.LocalCluster.dll"), "--help"]);
        await help.WaitForExitAsync();
        var options = OptionName().Matches(help.Output).Select(match => match.Value).Except(["--help", "--version"]);
        var listed = MarkdownPage.Read("docs/running.md").Text.Split('\n').Where(line => line.StartsWith("| `--", StringComparison.Ordinal))
            .Select(line => OptionName().Match(line).Value);
        Assert.Equal(options.Distinct().Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_protocols_page_lists_every_method()
    {
        var methods = typeof(IChatHub).GetMethods().Concat(typeof(IChatClient).GetMethods()).Select(method => method.Name);
        var missing = methods.Where(name => !Protocol.Text.Contains($"| `{name}` |", StringComparison.Ordinal)).ToList();
        Assert.Empty(missing);
    }

    [Theory]
    [InlineData(typeof(ChatErrors))]
    [InlineData(typeof(EventKind))]
    [InlineData(typeof(NoticeKind))]
    public void The_protocols_page_lists_every_error_event_and_notice(Type constants)
    {
        var rows = Protocol.Text.Split('\n').Where(line => line.StartsWith('|')).Select(line => line.Split('|')[1]).ToList();
        var missing = constants.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!)
            .Where(name => !rows.Any(row => row.Contains($"`{name}`", StringComparison.Ordinal))).ToList();
        Assert.Empty(missing);
    }

    [Fact]
    public void The_protocols_page_lists_every_limit_that_Hello_returns()
    {
        var missing = typeof(ChatLimits).GetProperties().Select(property => property.Name)
            .Where(name => !Protocol.Text.Contains($"`Chat:Limits:{name}`", StringComparison.Ordinal)).ToList();
        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("hello.mjs")]
    [InlineData("hello.py")]
    [InlineData("hello.cs")]
    public void The_protocols_page_shows_the_examples_as_the_tests_run_them(string file) =>
        Assert.Contains(File.ReadAllText(Path.Combine(Repository.Root, "docs/examples", file)), Protocol.CodeBlocks);

    private static bool IsBroken(MarkdownPage page, string link)
    {
        if (link.Contains("://", StringComparison.Ordinal) || link.StartsWith("mailto:", StringComparison.Ordinal))
        {
            return false;
        }

        var parts = link.Split('#');
        var target = parts[0].Length == 0
            ? page.Path
            : Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(page.Path)!, parts[0]));
        var full = Path.Combine(Repository.Root, target);
        return (!File.Exists(full) && !Directory.Exists(full))
            || (parts.Length > 1 && !MarkdownPage.Read(target).Anchors.Contains(parts[1]));
    }

    /// <summary>
    /// Projects after <c>dotnet run --project</c> and the like, and scripts, that do not exist; from the repository, or for an example from
    /// its folder.
    /// </summary>
    private static IEnumerable<string> MissingIn(string command) =>
        from match in ProjectOfCommand().Matches(command).Concat(ScriptOfCommand().Matches(command))
        let name = match.Groups["path"].Value
        let path = Path.Combine(Repository.Root, name)
        where !File.Exists(path) && !Directory.Exists(path) && !File.Exists(Path.Combine(Repository.Root, "docs/examples", name))
        select $"{name} in: {command}";

    /// <summary>Options after <c>dotnet run --project PROJECT --</c> that no source file of the project names.</summary>
    private static IEnumerable<string> UnknownOptions(string command)
    {
        var run = RunCommand().Match(command);
        if (!run.Success)
        {
            return [];
        }

        // AppHost's options are settings (--ChatNodes); --publisher and --output-path are Aspire's.
        var project = Path.Combine(Repository.Root, run.Groups["path"].Value);
        var sources = string.Concat(Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        return OptionName().Matches(run.Groups["options"].Value).Select(option => option.Value)
            .Where(option => option is not ("--publisher" or "--output-path"))
            .Where(option => !sources.Contains($"\"{option}\"", StringComparison.Ordinal)
                && !sources.Contains($"\"{option[2..]}\"", StringComparison.Ordinal))
            .Select(option => $"{option} in: {command}");
    }

    [GeneratedRegex(@"dotnet (run|watch|test)( -c \w+)? --project (?<path>[\w./-]+)|dotnet (build|publish|pack) (?<path>\.?[A-Z][\w./-]*)")]
    private static partial Regex ProjectOfCommand();

    [GeneratedRegex(@"(?<=^|\s)(\./|python3 |node )(?<path>[\w./-]+\.(sh|py|js|mjs))(?=\s|$)")]
    private static partial Regex ScriptOfCommand();

    [GeneratedRegex(@"dotnet run( -c \w+)? --project (?<path>[\w./-]+) -- (?<options>.*)$")]
    private static partial Regex RunCommand();

    [GeneratedRegex(@"(?<=^|[\s`|(,])--[a-zA-Z][\w-]*")]
    private static partial Regex OptionName();
}
