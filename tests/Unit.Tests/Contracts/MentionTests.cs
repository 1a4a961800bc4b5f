using System.Text.Json;
using AspireChat.Contracts;
using AspireChat.Testing;

namespace AspireChat.Unit.Tests.Contracts;

/// <summary>What counts as a mention: the same in Contracts and in the plain page's script.</summary>
public sealed class MentionTests
{
    private static readonly (string Text, string Name, bool Mentions)[] Cases =
    [
        ("@Ada", "Ada", true),
        ("hi @ada", "Ada", true),
        ("@Ada!", "Ada", true),
        ("@Ada’s", "Ada", true),
        ("@Ada…", "Ada", true),
        ("“@Ada”", "Ada", true),
        ("@Ada-Lou", "Ada", true),
        ("@Ada Lovelace", "Ada Lovelace", true),
        ("@小明，你好", "小明", true),
        ("@小明你好", "小明", true),
        ("你好@小明", "小明", true),
        ("@Ada你好", "Ada", true),
        ("@민수야", "민수", true),
        ("@Éva", "éva", true),
        ("@a.b", "a.b", true),
        ("@@Ada", "Ada", true),
        ("@𠮷野", "𠮷", true),
        ("@ALL, hello", "x", true),
        ("a@b @all", "x", true),
        ("@Adam", "Ada", false),
        ("@Adaé", "Ada", false),
        ("@Ada\u0301", "Ada", false),
        ("@Ada_", "Ada", false),
        ("@Ada2", "Ada", false),
        ("bob@Ada", "Ada", false),
        ("é@Ada", "Ada", false),
        ("ä@all", "x", false),
        ("@allé", "x", false),
        ("@axb", "a.b", false),
        ("Ada", "Ada", false),
        ("@", "Ada", false),
        ("", "Ada", false),
    ];

    [Fact]
    public void A_mention_is_a_word_of_its_own_in_any_script() => Assert.Equal(
        Cases.Select(one => (one.Text, one.Mentions)), Cases.Select(one => (one.Text, Mention.Concerns(one.Text, one.Name))));

    [Fact]
    public async Task The_script_has_the_same_rule()
    {
        var module = new Uri(Path.Combine(Repository.Root, "Web", "wwwroot", "plain", "mention.js"));
        var cases = JsonSerializer.Serialize(Cases.Select(one => new[] { one.Text, one.Name }));
        await using var node = ServerProcess.Start(
            "node",
            [
                "--input-type=module", "-e",
                $"import {{ mentions }} from '{module}'; console.log(JSON.stringify({cases}.map(([text, name]) => mentions(text, name))));",
            ]);
        await Eventually.TrueAsync(() => node.HasExited && node.Output.Length > 0, "Node.js answers");
        Assert.Equal(
            Cases.Select(one => (one.Text, one.Mentions)),
            Cases.Zip(JsonSerializer.Deserialize<bool[]>(node.Output)!, (one, mentions) => (one.Text, mentions)));
    }
}
