using System.Text.RegularExpressions;
using AspireChat.Testing;

namespace AspireChat.Unit.Tests.Architecture;

/// <summary>SECURITY.md names the test that proves each of its claims.</summary>
public sealed partial class SecurityPageTests
{
    [Fact]
    public void Every_test_that_the_security_page_names_exists()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "SECURITY.md"));
        var named = Link().Matches(page)
            .Select(link => (File: link.Groups["file"].Value, Test: link.Groups[link.Groups["title"].Success ? "title" : "text"].Value))
            .ToList();
        Assert.NotEmpty(named);
        Assert.All(named, one =>
        {
            var file = Path.Combine(Repository.Root, one.File);
            Assert.True(File.Exists(file), $"{one.File} does not exist");
            Assert.Contains($" {one.Test}(", File.ReadAllText(file), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_row_of_the_security_page_has_a_proof()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "SECURITY.md"))
            .SkipWhile(line => line != "## Attackers")
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.EndsWith("| proof |", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.True(Link().IsMatch(row) || row.Contains("by design", StringComparison.Ordinal), row));
    }

    [GeneratedRegex("""\[(?<text>[^\]]+)\]\((?<file>tests/[^ )]+)(?: "(?<title>[^"]+)")?\)""")]
    private static partial Regex Link();
}
