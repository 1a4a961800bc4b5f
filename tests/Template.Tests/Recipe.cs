using System.Text.RegularExpressions;

namespace AspireChat.Template.Tests;

/// <summary>
/// A step of docs/changing.md: code that is inserted before or after a line of a file, or that is a new file.
/// </summary>
internal sealed partial record Recipe(string File, string Where, string Line, string Code)
{
    /// <summary>Reads the page's steps in order.</summary>
    public static IReadOnlyList<Recipe> Read(string page) =>
    [
        .. Insertion().Matches(page).Select(step => (step.Index, Recipe: new Recipe(
                step.Groups["file"].Value, step.Groups["where"].Value, step.Groups["line"].Value.Trim(), step.Groups["code"].Value)))
            .Concat(NewFile().Matches(page).Select(step => (step.Index, Recipe: new Recipe(
                step.Groups["file"].Value, "new", "", step.Groups["code"].Value))))
            .OrderBy(step => step.Index).Select(step => step.Recipe),
    ];

    /// <summary>Does what the step says.</summary>
    /// <exception cref="InvalidOperationException">The line is not there, or more than once.</exception>
    public void Apply(string project)
    {
        var path = Path.Combine(project, File);
        if (Where == "new")
        {
            System.IO.File.WriteAllText(path, Code);
            return;
        }

        var lines = System.IO.File.ReadAllText(path).Split('\n').ToList();
        var found = Enumerable.Range(0, lines.Count).Where(number => lines[number].Contains(Line, StringComparison.Ordinal)).ToList();
        if (found is not [var at])
        {
            throw new InvalidOperationException($"{File} has {found.Count} lines with: {Line}");
        }

        lines.InsertRange(Where == "before" ? at : at + 1, Code.TrimEnd('\n').Split('\n'));
        if (Where == "before" && Code.EndsWith("\n\n", StringComparison.Ordinal))
        {
            lines.Insert(at + Code.TrimEnd('\n').Split('\n').Length, "");
        }

        System.IO.File.WriteAllText(path, string.Join('\n', lines));
    }

    // In [File](link), before `line`: … and a block of code. A line with backticks stands between two of them.
    [GeneratedRegex(
        @"\[(?<file>[\w./-]+)\]\([^)]+\), (?<where>before|after) (``(?<line>.+?)``|`(?<line>[^`]+)`):\n\n```\w*\n(?<code>.*?)```\n",
        RegexOptions.Singleline)]
    private static partial Regex Insertion();

    [GeneratedRegex(@"New file `(?<file>[^`]+)`:\n\n```\w*\n(?<code>.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex NewFile();
}
