using System.Text.RegularExpressions;
using AspireChat.Testing;

namespace AspireChat.Unit.Tests.JavaScript;

/// <summary>The texts of the plain page.</summary>
public sealed partial class PlainWordsTests
{
    [Fact]
    public async Task No_text_of_the_plain_page_replaces_another()
    {
        var script = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "Web/wwwroot/plain/words.js"), TestContext.Current.CancellationToken);
        var keys = Key().Matches(script).Select(key => key.Groups[1].Value).ToList();
        Assert.Contains("title", keys);
        Assert.Empty(keys.CountBy(key => key).Where(key => key.Value > 1).Select(key => key.Key));
    }

    [GeneratedRegex(@"^  (\w+): \[", RegexOptions.Multiline)]
    private static partial Regex Key();
}
