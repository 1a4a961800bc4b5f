using AspireChat.Testing;

namespace AspireChat.Unit.Tests.Architecture;

/// <summary>The one rule of <c>dotnet format</c> that neither the build nor <c>dotnet format whitespace</c> checks.</summary>
public sealed class UsingTests
{
    [Fact]
    public void Using_directives_are_sorted_with_System_first()
    {
        var files = Directory.EnumerateFiles(Repository.Root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar)
                .Any(folder => folder is "bin" or "obj" or "node_modules" || folder.StartsWith('.')))
            .ToList();
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => !IsSorted(Usings(file)));
    }

    [Theory]
    [InlineData(true, "System", "System.Text", "AspireChat.Client", "Microsoft.Extensions", "static System.Math", "Name = System.Text")]
    [InlineData(false, "AspireChat.Client", "System.Text")]
    [InlineData(false, "System.Text", "System")]
    [InlineData(false, "static System.Math", "System.Text")]
    public void A_file_that_is_not_sorted_is_found(bool sorted, params string[] usings) => Assert.Equal(sorted, IsSorted(usings));

    private static List<string> Usings(string file) =>
    [
        .. File.ReadLines(file).TakeWhile(line => !line.StartsWith("namespace ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';'))
            .Select(line => line["using ".Length..^1]),
    ];

    /// <summary>Namespaces, then what is static, then other names for something.</summary>
    private static bool IsSorted(IReadOnlyList<string> usings) => usings.SequenceEqual(usings
        .OrderBy(one => one.Contains('=', StringComparison.Ordinal) ? 2 : one.StartsWith("static ", StringComparison.Ordinal) ? 1 : 0)
        .ThenBy(one => one.Split('.')[0] is "System" ? 0 : 1)
        .ThenBy(one => one, Comparer<string>.Create(ByParts)));

    private static int ByParts(string one, string other)
    {
        var (parts, others) = (one.Split('.'), other.Split('.'));
        return parts.Zip(others, (part, otherPart) => string.Compare(part, otherPart, StringComparison.OrdinalIgnoreCase))
            .FirstOrDefault(order => order != 0, parts.Length - others.Length);
    }
}
