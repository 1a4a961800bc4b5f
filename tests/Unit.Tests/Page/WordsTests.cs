using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using AspireChat.Contracts;
using AspireChat.Web.Client.Language;
using AdminWords = AspireChat.Web.Client.Admin.Language.Words;

namespace AspireChat.Unit.Tests.Page;

/// <summary>The page's texts in each of its languages.</summary>
public sealed partial class WordsTests
{
    private static readonly Dictionary<string,
        ResourceManager> Pages = new() { ["chat"] = Words.ResourceManager, ["admin"] = AdminWords.ResourceManager };

    public static TheoryData<string, string> Translations =>
        [.. Pages.Keys.SelectMany(page => Languages.Offered.Where(language => language.Tag != "en").Select(language => (page,
            language.Tag)))];

    [Theory]
    [MemberData(nameof(Translations))]
    public void Every_translation_has_every_text_with_the_same_placeholders(string page, string tag)
    {
        var (english, translated) = (Texts(Pages[page], ""), Texts(Pages[page], tag));
        Assert.NotEmpty(english);
        Assert.Equal(
            english.Keys.Where(name => !name.EndsWith("_one", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            translated.Keys.Where(name => !name.EndsWith("_one", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(translated, text => Assert.Equal(Places(english[text.Key]), Places(text.Value)));
    }

    [Theory]
    [InlineData(ChatErrors.RateLimited, "at most 5", "Too fast. Please wait a moment.")]
    [InlineData(ChatErrors.SlowMode, "12 s until you can send again.", "Slow mode: you can write again in 12 s.")]
    [InlineData(ChatErrors.Muted, "spam (until tomorrow)", "You are muted: spam (until tomorrow)")]
    [InlineData("a_later_code", "what the server says", "what the server says")]
    public void A_refusal_shows_the_text_for_its_code(string code, string explanation, string shown) =>
        Assert.Equal(shown, Refusals.Of(code, explanation));

    [Fact]
    public void A_count_uses_the_plural_form_of_its_number()
    {
        Assert.Equal("1 new message", Say.Count(nameof(Words.NewMessages_other), 1));
        Assert.Equal("1,234 new messages", Say.Count(nameof(Words.NewMessages_other), 1234));
    }

    private static Dictionary<string, string> Texts(ResourceManager page, string tag) =>
        page.GetResourceSet(new CultureInfo(tag), createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(text => (string)text.Key, text => (string)text.Value!);

    private static IEnumerable<string> Places(string text) =>
        Place().Matches(text).Select(place => place.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
