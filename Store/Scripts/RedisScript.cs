namespace AspireChat.Store.Scripts;

/// <summary>
/// The Lua scripts of this folder, embedded in the assembly. A line <c>--#include NAME</c> is replaced by that script. Every script runs
/// unchanged on Redis 7 and later and on Garnet, and names its keys and arguments at the top.
/// </summary>
internal static class RedisScript
{
    private const string Include = "--#include ";

    /// <summary>
    /// Returns a script's text with its includes. Call it once for each script: StackExchange.Redis sends a known text as its hash.
    /// </summary>
    /// <param name="name">The file's name without <c>.lua</c>.</param>
    /// <exception cref="InvalidOperationException">There is no such script.</exception>
    public static string Load(string name)
    {
        using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream($"{name}.lua")
            ?? throw new InvalidOperationException($"There is no script '{name}.lua' in Store/Scripts.");
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n');
        return string.Join('\n', lines.Select(Expand));
    }

    private static string Expand(string line) =>
        line.StartsWith(Include, StringComparison.Ordinal) ? Load(line[Include.Length..].Trim()) : line;
}
