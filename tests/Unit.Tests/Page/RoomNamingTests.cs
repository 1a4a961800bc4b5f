using AspireChat.Contracts;
using AspireChat.Web.Client.Rooms;

namespace AspireChat.Unit.Tests.Page;

/// <summary>The room name that a page offers for one that cannot be.</summary>
public sealed class RoomNamingTests
{
    [Theory]
    [InlineData("My Room!", "my-room")]
    [InlineData("  --Déjà vu ", "deja-vu")]
    [InlineData("Design", "design")]
    [InlineData("#general", "general")]
    [InlineData("产品讨论", "room-f05dc090")]
    [InlineData(" 产品讨论", "room-f05dc090")]
    [InlineData("Straße 7", "strae-7")]
    [InlineData("!?", null)]
    [InlineData("", null)]
    public void A_suggestion_is_a_valid_name_or_null(string typed, string? expected)
    {
        var suggestion = RoomNaming.Suggest(typed);
        Assert.Equal(expected, suggestion);
        Assert.True(suggestion is null || RoomName.IsValid(suggestion));
    }

    [Theory]
    [InlineData("产品讨论", "room-f05dc090", "产品讨论")]
    [InlineData(" Design ", "design", "Design")]
    [InlineData("design", "design", null)]
    [InlineData("", "design", null)]
    public void A_title_is_stored_only_if_it_says_more_than_the_name(string typed, string name, string? title) =>
        Assert.Equal(title, RoomNaming.TitleFor(typed, name));

    [Fact]
    public void A_suggestion_has_at_most_the_maximum_length() =>
        Assert.Equal(RoomName.MaxLength, RoomNaming.Suggest(new string('X', 200))?.Length);
}
