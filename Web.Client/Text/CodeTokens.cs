namespace AspireChat.Web.Client.Text;

/// <summary>
/// Splits code into tokens to colour: comments, strings, numbers and the keywords of common languages. It parses no language;
/// a mistake only gives a token the wrong colour.
/// </summary>
internal static class CodeTokens
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "and", "as", "async", "await", "bool", "boolean", "break", "byte", "case", "catch", "char", "class", "const",
        "continue", "def",
        "default", "defer", "del", "delegate", "delete", "do", "done", "double", "elif", "else", "elseif", "end", "enum", "except",
        "export", "extends",
        "false", "fi", "final", "finally", "float", "fn", "for", "foreach", "from", "func", "function", "go", "if", "impl", "implements",
        "import", "in",
        "int", "interface", "internal", "is", "lambda", "let", "long", "match", "mut", "namespace", "new", "nil", "None", "not", "null",
        "object", "or",
        "override", "package", "params", "pass", "private", "protected", "public", "raise", "readonly", "record", "ref", "return", "sealed",
        "select",
        "self", "static", "string", "struct", "super", "switch", "then", "this", "throw", "true", "True", "False", "try", "type", "typeof",
        "undefined",
        "using", "var", "virtual", "void", "where", "while", "with", "yield", "SELECT", "FROM", "WHERE", "INSERT", "UPDATE", "DELETE",
        "INTO", "VALUES",
        "JOIN", "ON", "AND", "OR", "NOT", "NULL", "ORDER", "BY", "GROUP", "CREATE", "TABLE",
    };

    private static readonly HashSet<string> HashComments = new(StringComparer.OrdinalIgnoreCase)
    {
        "bash", "sh", "shell", "zsh", "python", "py", "ruby", "rb", "yaml", "yml", "toml", "dockerfile", "make", "perl", "r", "powershell",
        "ps1", "nginx",
    };

    /// <summary>The tokens, in order; together they are the whole code.</summary>
    /// <param name="code">The code.</param>
    /// <param name="language">The language named after the fence; null = unknown, "text" = no code.</param>
    public static IEnumerable<(CodeKind Kind, string Text)> Of(string code, string? language)
    {
        var hash = language is not null && HashComments.Contains(language);
        var (plain, at) = (0, language is "text" or "txt" ? code.Length : 0);
        while (at < code.Length)
        {
            var (kind, end) = TokenAt(code, at, hash);
            if (kind != CodeKind.Plain)
            {
                if (at > plain)
                {
                    yield return (CodeKind.Plain, code[plain..at]);
                }

                yield return (kind, code[at..end]);
                plain = end;
            }

            at = end;
        }

        if (plain < code.Length)
        {
            yield return (CodeKind.Plain, code[plain..]);
        }
    }

    private static (CodeKind Kind, int End) TokenAt(string code, int at, bool hash)
    {
        var rest = code.AsSpan(at);
        return rest[0] switch
        {
            '/' when rest.StartsWith("//") => (CodeKind.Comment, EndOf(code, at, "\n", inclusive: false)),
            '/' when rest.StartsWith("/*") => (CodeKind.Comment, EndOf(code, at + 2, "*/", inclusive: true)),
            '<' when rest.StartsWith("<!--") => (CodeKind.Comment, EndOf(code, at + 4, "-->", inclusive: true)),
            '#' when hash => (CodeKind.Comment, EndOf(code, at, "\n", inclusive: false)),
            '"' or '\'' or '`' => (CodeKind.String, EndOfString(code, at)),
            >= '0' and <= '9' => (CodeKind.Number, EndOfWord(code, at)),
            '_' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') => Word(code, at),
            _ => (CodeKind.Plain, at + 1),
        };
    }

    private static (CodeKind Kind, int End) Word(string code, int at)
    {
        var end = EndOfWord(code, at);
        return (Keywords.Contains(code[at..end]) ? CodeKind.Keyword : CodeKind.Plain, end);
    }

    private static int EndOf(string code, int from, string mark, bool inclusive)
    {
        var end = code.IndexOf(mark, from, StringComparison.Ordinal);
        return end < 0 ? code.Length : inclusive ? end + mark.Length : end;
    }

    private static int EndOfWord(string code, int at)
    {
        while (at < code.Length && (char.IsLetterOrDigit(code[at]) || code[at] is '_'))
        {
            at++;
        }

        return at;
    }

    // A quote without its partner on the line is an apostrophe.
    private static int EndOfString(string code, int at)
    {
        var quote = code[at];
        for (var i = at + 1; i < code.Length && (quote == '`' || code[i] != '\n'); i++)
        {
            if (code[i] == '\\')
            {
                i++;
            }
            else if (code[i] == quote)
            {
                return i + 1;
            }
        }

        return at + 1;
    }
}
