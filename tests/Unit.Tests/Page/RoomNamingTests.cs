using AspireChat.Contracts;
using AspireChat.Web.Client.Rooms;

namespace AspireChat.Unit.Tests.Page;

/// <summary>The room name that a page offers for one that cannot be.</summary>
public sealed class RoomNamingTests
{
    [Theory]
    [InlineData("My Room!", "my-room")]
    [InlineData("  --Déjà vu ", "dj-vu")]
    [InlineData("#general", "general")]
    [InlineData("你好", null)]
    [InlineData("", null)]
    public void A_suggestion_is_a_valid_name_or_null(string typed, string? expected)
    {
        var suggestion = RoomNaming.Suggest(typed);
        Assert.Equal(expected, suggestion);
        Assert.True(suggestion is null || RoomName.IsValid(suggestion));
    }

    [Fact]
    public void A_suggestion_has_at_most_the_maximum_length() =>
        Assert.Equal(RoomName.MaxLength, RoomNaming.Suggest(new string('X', 200))?.Length);
}
