using AspireChat.Web.Client.Rooms;
using Microsoft.Extensions.Time.Testing;

namespace AspireChat.Unit.Tests.Page;

/// <summary>What a room's page makes of a mute and of roles.</summary>
public sealed class OwnPermissionsTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(60));
    private readonly OwnPermissions _permissions;
    private int _changes;

    public OwnPermissionsTests() => _permissions = new OwnPermissions(() => _changes++, _time);

    [Fact]
    public void A_mute_expires_by_itself_and_raises_one_change()
    {
        _permissions.Set(null, In(TimeSpan.FromDays(3)), "loud");
        Assert.Equal("loud", _permissions.Mute?.Reason);
        _time.Advance(TimeSpan.FromDays(2));
        Assert.NotNull(_permissions.Mute);
        Assert.Equal(0, _changes);
        _time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        Assert.Null(_permissions.Mute);
        Assert.Equal(1, _changes);
    }

    [Fact]
    public void A_mute_without_an_expiry_stays_until_it_is_lifted()
    {
        _permissions.Set("moderator", 0, null);
        _time.Advance(TimeSpan.FromDays(400));
        Assert.Equal(new OwnMute(null, null), _permissions.Mute);
        _permissions.Set("moderator", null, null);
        Assert.Equal((null, "moderator"), (_permissions.Mute, _permissions.Role));
    }

    [Fact]
    public void A_later_mute_replaces_an_earlier_one()
    {
        _permissions.Set(null, In(TimeSpan.FromMinutes(1)), null);
        _permissions.Set(null, In(TimeSpan.FromMinutes(5)), null);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.NotNull(_permissions.Mute);
        Assert.Equal(0, _changes);
    }

    private long In(TimeSpan span) => (_time.GetUtcNow() + span).ToUnixTimeMilliseconds();
}
