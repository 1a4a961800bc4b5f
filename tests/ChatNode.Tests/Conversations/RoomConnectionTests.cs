using AspireChat.ChatNode.Delivery;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Logs;

namespace AspireChat.ChatNode.Tests.Conversations;

/// <summary>A connection records which role and mute its user was notified of.</summary>
public sealed class RoomConnectionTests
{
    private static readonly MemberStatus Member = new(RoomRole.Member, null);
    private static readonly MemberStatus Moderator = new(RoomRole.Moderator, null);

    private readonly RoomConnection _place = new(null!, null!, LogPosition.None); // Neither is used here.

    [Fact]
    public void A_change_during_join_is_reported_in_the_join_result()
    {
        Assert.False(_place.TryRecordChange(Member));
        Assert.False(_place.TryRecordChange(Moderator));
        Assert.True(_place.TryRecord(Moderator));
        Assert.False(_place.TryRecord(Moderator));
    }

    [Fact]
    public void A_change_after_join_is_notified_once()
    {
        _place.TryRecord(Member);
        Assert.False(_place.TryRecordChange(Member));
        Assert.True(_place.TryRecordChange(Moderator));
        Assert.False(_place.TryRecordChange(Moderator));
    }
}
