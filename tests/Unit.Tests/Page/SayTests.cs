using AspireChat.Web.Client.Language;

namespace AspireChat.Unit.Tests.Page;

/// <summary>Users' texts within the page's sentences.</summary>
public sealed class SayTests
{
    [Theory]
    [InlineData("Ada", "Ada joined")]
    [InlineData("小明", "小明 joined")]
    [InlineData("👩‍💻 Zoë", "👩‍💻 Zoë joined")]
    [InlineData("ليلى", "\u2068ليلى\u2069 joined")]
    [InlineData("דוד Levi", "\u2068דוד Levi\u2069 joined")]
    [InlineData("\U00010900", "\u2068\U00010900\u2069 joined")]
    public void A_name_in_a_script_of_the_other_direction_does_not_turn_the_sentence(string name, string sentence) =>
        Assert.Equal(sentence, Say.With(Words.JoinedRoom, name));
}
