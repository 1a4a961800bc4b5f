using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using AspireChat.Web.Client.Language;

namespace AspireChat.Unit.Tests.Page;

/// <summary>The page's texts in each of its languages.</summary>
public sealed partial class WordsTests
{
    public static TheoryData<string> Translations => [.. Languages.Offered.Select(language => language.Tag).Where(tag => tag != "en")];

    [Theory]
    [MemberData(nameof(Translations))]
    public void A_translation_has_every_text_with_the_same_places(string tag)
    {
        var (english, translated) = (Texts(""), Texts(tag));
        Assert.NotEmpty(english);
        Assert.Equal(
            english.Keys.Where(name => !name.EndsWith("_one", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            translated.Keys.Where(name => !name.EndsWith("_one", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(translated, text => Assert.Equal(Places(english[text.Key]), Places(text.Value)));
    }

    [Fact]
    public void A_count_takes_the_form_of_its_number()
    {
        Assert.Equal("1 new message", Say.Count(nameof(Words.NewMessages_other), 1));
        Assert.Equal("1,234 new messages", Say.Count(nameof(Words.NewMessages_other), 1234));
    }

    private static Dictionary<string, string> Texts(string tag) =>
        Words.ResourceManager.GetResourceSet(new CultureInfo(tag), createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(text => (string)text.Key, text => (string)text.Value!);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(place => place.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
