using AspireChat.Web.Client.Chat.Rooms;
using Microsoft.Extensions.Time.Testing;

namespace AspireChat.Unit.Tests.Page;

/// <summary>What a room's page makes of a mute and of roles.</summary>
public sealed class OwnStandingTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(60));
    private readonly OwnStanding _standing;
    private int _changes;

    public OwnStandingTests() => _standing = new OwnStanding(() => _changes++, _time);

    [Fact]
    public void A_mute_ends_by_itself_and_says_so_once()
    {
        _standing.Set(null, In(TimeSpan.FromDays(3)), "loud");
        Assert.Equal("loud", _standing.Mute?.Reason);
        _time.Advance(TimeSpan.FromDays(2));
        Assert.NotNull(_standing.Mute);
        Assert.Equal(0, _changes);
        _time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        Assert.Null(_standing.Mute);
        Assert.Equal(1, _changes);
    }

    [Fact]
    public void A_mute_without_an_end_stays_until_it_is_lifted()
    {
        _standing.Set("moderator", 0, null);
        _time.Advance(TimeSpan.FromDays(400));
        Assert.Equal(new OwnMute(null, null), _standing.Mute);
        _standing.Set("moderator", null, null);
        Assert.Equal((null, "moderator"), (_standing.Mute, _standing.Role));
    }

    [Fact]
    public void A_later_mute_takes_the_place_of_an_earlier_one()
    {
        _standing.Set(null, In(TimeSpan.FromMinutes(1)), null);
        _standing.Set(null, In(TimeSpan.FromMinutes(5)), null);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.NotNull(_standing.Mute);
        Assert.Equal(0, _changes);
    }

    private long In(TimeSpan span) => (_time.GetUtcNow() + span).ToUnixTimeMilliseconds();
}
