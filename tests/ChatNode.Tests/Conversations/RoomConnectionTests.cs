using AspireChat.ChatNode.Delivery;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Logs;

namespace AspireChat.ChatNode.Tests.Conversations;

/// <summary>What a place in a room notes of what its user was told.</summary>
public sealed class RoomConnectionTests
{
    private static readonly RoomStanding Member = new(RoomRole.Member, null);
    private static readonly RoomStanding Moderator = new(RoomRole.Moderator, null);

    private readonly RoomConnection _place = new(null!, null!, LogPosition.None); // It asks neither for this.

    [Fact]
    public void A_change_before_the_join_is_answered_is_left_to_the_answer()
    {
        Assert.False(_place.TellChange(Member));
        Assert.False(_place.TellChange(Moderator));
        Assert.True(_place.Tell(Moderator));
        Assert.False(_place.Tell(Moderator));
    }

    [Fact]
    public void A_change_after_it_is_told_once()
    {
        _place.Tell(Member);
        Assert.False(_place.TellChange(Member));
        Assert.True(_place.TellChange(Moderator));
        Assert.False(_place.TellChange(Moderator));
    }
}
