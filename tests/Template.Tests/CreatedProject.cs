using System.Xml.Linq;

namespace AspireChat.Template.Tests;

/// <summary>Reads what <c>dotnet new</c> wrote.</summary>
internal static class CreatedProject
{
    /// <summary>All files, relative to the folder, in order.</summary>
    public static IReadOnlyList<string> Files(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    /// <summary>The files that contain a word, in any case, in their path or in a line; with the first such line.</summary>
    public static IReadOnlyList<string> Containing(string folder, string word) =>
    [
        .. Files(folder).Where(file => file.Contains(word, StringComparison.OrdinalIgnoreCase)),
        .. from file in Files(folder)
           let line = File.ReadLines(Path.Combine(folder, file))
               .FirstOrDefault(line => line.Contains(word, StringComparison.OrdinalIgnoreCase))
           where line is not null
           select $"{file}: {line.Trim()}",
    ];

    /// <summary>Projects that the solution or another project names, and that do not exist.</summary>
    public static IReadOnlyList<string> MissingProjects(string folder, string solution)
    {
        var missing = XDocument.Load(Path.Combine(folder, solution)).Descendants("Project")
            .Select(project => project.Attribute("Path")!.Value)
            .Where(path => !File.Exists(Path.Combine(folder, path)))
            .Select(path => $"{solution}: {path}").ToList();
        foreach (var file in Files(folder).Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)))
        {
            var project = Path.Combine(folder, file);
            missing.AddRange(XDocument.Load(project).Descendants("ProjectReference")
                .Select(reference => reference.Attribute("Include")!.Value)
                .Where(path => !path.Contains("@(", StringComparison.Ordinal))
                .Where(path => !File.Exists(Path.Combine(Path.GetDirectoryName(project)!, path)))
                .Select(path => $"{file}: {path}"));
        }

        return missing;
    }
}
