using System.Text;

namespace AspireChat.Testing;

/// <summary>Makes inputs that programs tend to handle wrongly.</summary>
public static class FuzzInput
{
    private static readonly string[] Pieces =
    [
        "", " ", "\0", "\n", "\r\n", "\t", "\u001e", "\u007f", "{", "}", "[", "]", "\"", "\\", "\\u0000", "\\ud800", "'", "/", "../", "%00",
        "%", ":", "|", "*", "?", "a", "A", "0", "-1", "9223372036854775807", "9223372036854775808", "1e999", "-0", "0.5", "null", "true",
        "NaN",
        "lobby", "dm-", "bot:", "system", "admin", "{lobby}", "{}", "{\"a\":", "[[[[[[[[", "\ufdfa", "\u00e9", "e\u0301", "\u0130",
        "\u0131", "\u00df", "\u04cf", "\u04af", "\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\u3164", "\u115f", "\u034f", "\ufffd",
        "\uffff",
        "\ud83d\ude00", "\ud83d", "\ude00", "\ud83d\udc68\u200d\ud83d\udc69", "\u05d0", "\u0639", "\u4e2d", "<script>", "javascript:",
        "![a](b)", "[a](http://b)", "`", "```", "**", "@ada",
    ];

    /// <summary>A text of pieces that are special somewhere, up to so many. It may contain unpaired surrogates.</summary>
    public static string Text(Random random, int maxPieces = 12)
    {
        var text = new StringBuilder();
        for (var left = random.Next(maxPieces + 1); left > 0; left--)
        {
            text.Append(random.Next(8) == 0 ? ((char)random.Next(char.MaxValue + 1)).ToString() : Pieces[random.Next(Pieces.Length)]);
        }

        return random.Next(40) == 0 ? string.Concat(Enumerable.Repeat(text.ToString(), random.Next(1, 400))) : text.ToString();
    }

    /// <summary>A JSON value, which may be deep, or not quite JSON.</summary>
    public static string Json(Random random, int depth = 0) => random.Next(depth > 5 ? 6 : 9) switch
    {
        0 => "null",
        1 => random.Next(2) == 0 ? "true" : "false",
        2 => random.NextInt64(long.MinValue, long.MaxValue).ToString(System.Globalization.CultureInfo.InvariantCulture),
        3 => Pieces[random.Next(Pieces.Length)],
        4 or 5 => Quote(Text(random, 4)),
        6 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Json(random, depth + 1)))}]",
        _ => $"{{{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Property(random, depth)))}}}",
    };

    /// <summary>An object whose properties have these names and values of any kind; some are missing, some are there twice.</summary>
    public static string Json(Random random, IReadOnlyList<string> names) =>
        $"{{{string.Join(',', names.Where(_ => random.Next(5) > 0).Concat(names.Where(_ => random.Next(12) == 0))
            .Select(name => $"\"{name}\":{Json(random, 3)}"))}}}";

    /// <summary>A valid input with a few faults: bytes changed, removed, repeated or added.</summary>
    public static byte[] Mutate(Random random, byte[] valid)
    {
        List<byte> bytes = [.. valid];
        for (var faults = random.Next(1, 6); faults > 0; faults--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(1, 9), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                default:
                    bytes.Insert(at, random.Next(2) == 0 ? (byte)0 : (byte)0xff);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Quotes a text for JSON. What has no valid form, such as an unpaired surrogate, is written as an escape.</summary>
    public static string Quote(string text)
    {
        var json = new StringBuilder("\"");
        foreach (var character in text)
        {
            json.Append(character is '"' or '\\' or < ' ' or >= (char)0x7f
                ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)character:x4}")
                : character.ToString());
        }

        return json.Append('"').ToString();
    }

    private static string Property(Random random, int depth) => $"{Quote(Text(random, 1))}:{Json(random, depth + 1)}";
}
