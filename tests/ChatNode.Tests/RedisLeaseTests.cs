using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Tests;

/// <summary>A right that one process at a time holds.</summary>
public sealed class RedisLeaseTests(RedisStore store) : IClassFixture<RedisStore>
{
    [Fact]
    public async Task Only_the_holder_can_renew_or_release_a_lease()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(store.ConnectionString);
        var (one, two) = (new RedisLease(redis, "a-lease"), new RedisLease(redis, "a-lease"));
        Assert.True(await one.HoldAsync());
        Assert.True(await one.HoldAsync());
        Assert.False(await two.HoldAsync());
        await two.ReleaseAsync();
        Assert.False(await two.HoldAsync());

        await one.ReleaseAsync();
        Assert.True(await two.HoldAsync());
        await one.ReleaseAsync();
        Assert.False(await one.HoldAsync());
        Assert.InRange(
            (await redis.GetDatabase().KeyTimeToLiveAsync("a-lease"))!.Value, TimeSpan.FromMilliseconds(1), RedisLease.Duration);
    }
}
