using System.Text.RegularExpressions;
using AspireChat.Testing;

namespace AspireChat.Unit.Tests.Docs;

/// <summary>A page of the documentation: its headings, links and commands.</summary>
internal sealed partial class MarkdownPage
{
    private readonly List<string> _text = [];

    private MarkdownPage(string path)
    {
        Path = path;
        var isCode = false;
        var block = "";
        foreach (var line in File.ReadLines(System.IO.Path.Combine(Repository.Root, path)))
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                if (isCode)
                {
                    CodeBlocks.Add(block);
                }

                (isCode, block) = (!isCode, "");
            }
            else if (isCode)
            {
                block += line + "\n";
            }
            else
            {
                _text.Add(line);
            }
        }
    }

    /// <summary>Relative to the repository.</summary>
    public string Path { get; }

    public List<string> CodeBlocks { get; } = [];

    /// <summary>All text outside blocks of code.</summary>
    public string Text => string.Join('\n', _text);

    /// <summary>What follows # in an address, for each heading, as GitHub makes it.</summary>
    public IEnumerable<string> Anchors => _text.Where(line => line.StartsWith('#'))
        .Select(line => NotInAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>The targets of links and pictures.</summary>
    public IEnumerable<string> Links => Link().Matches(Text).Select(match => match.Groups["target"].Value);

    /// <summary>Lines of code blocks and code within lines.</summary>
    public IEnumerable<string> Commands =>
    [
        .. CodeBlocks.SelectMany(block => block.Split('\n')).Select(line => line.Trim()),
        .. InlineCode().Matches(Text).Select(match => match.Groups["code"].Value.Replace('\n', ' ')),
    ];

    public static MarkdownPage Read(string path) => new(path);

    /// <summary>Every page of the repository.</summary>
    public static IEnumerable<MarkdownPage> ReadAll() =>
        Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(path => path != "bench/notes.md") // Part of docs/performance.md, where its links lead somewhere.
            .Where(path => !path.Split('/')[..^1].Any(folder =>
                folder is "node_modules" or "bin" or "obj" or "content" or ".data" or ".git" or "TestResults"))
            .Order(StringComparer.Ordinal).Select(Read);

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)( ""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<code>[^`]+)`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchor();
}
