using AspireChat.Contracts;

namespace AspireChat.Unit.Tests.Contracts;

/// <summary>Nothing in a name or a title is invisible, and nothing changes the text around it.</summary>
public class DisplayTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Products & more")]
    [InlineData("产品讨论")]
    [InlineData("نقاش\u200Cها")] // a joiner, as Persian needs it
    [InlineData("👩‍👩‍👧‍👦 family")]
    [InlineData("❤️")]
    [InlineData("Trần Hưng Đạo")]
    [InlineData("1️⃣ first")]
    [InlineData("\U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F Scotland")]
    public void A_line_that_can_be_seen_is_accepted(string text) => Assert.True(DisplayText.IsLine(text));

    [Theory]
    [InlineData("   ")]
    [InlineData("\u3164")] // Hangul filler
    [InlineData("\u2800")] // empty Braille pattern
    [InlineData("\u200B")] // zero-width space
    [InlineData("\u200D")] // a joiner alone
    [InlineData("\u0308\u0308")] // marks without a letter, which go to the text before
    [InlineData("a\u202Eb")] // a direction mark
    [InlineData("a\u034Fb")] // combining grapheme joiner
    [InlineData("a\U000E0067b")] // a tag without a flag
    [InlineData("two\nlines")]
    [InlineData("two\u2028lines")]
    [InlineData("bell\u0007")]
    [InlineData("Z\u0334\u0335\u0336\u0337\u0338")] // marks over the lines around it
    public void A_line_with_something_that_cannot_be_seen_is_refused(string text) => Assert.False(DisplayText.IsLine(text));

    // Not a theory: a test's name must be valid Unicode.
    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        Assert.False(DisplayText.IsLine("a\uD83D"));
        Assert.False(DisplayText.IsText("a\uD83D"));
    }

    [Theory]
    [InlineData("two\nlines\tand a tab", true)]
    [InlineData("", true)]
    [InlineData("a\0b", false)]
    [InlineData("escape \u001B[31m", false)]
    public void A_text_has_line_breaks_but_no_other_control_characters(string text, bool valid) =>
        Assert.Equal(valid, DisplayText.IsText(text));

    [Theory]
    [InlineData("👍", true)]
    [InlineData("+", true)]
    [InlineData("\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", true)]
    [InlineData("", false)]
    [InlineData("two words", false)]
    [InlineData("\u202E", false)]
    [InlineData("\n", false)]
    public void A_reaction_is_visible_and_without_spaces(string text, bool valid) => Assert.Equal(valid, DisplayText.IsReaction(text));
}
