using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Store.Audit;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Tests;

/// <summary>How long the response to a request with an idempotency key is kept.</summary>
public sealed class IdempotencyStoreTests(RedisStore store) : IClassFixture<RedisStore>
{
    [Fact]
    public async Task A_response_is_kept_for_a_day_and_a_key_whose_request_is_in_progress_for_minutes()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(store.ConnectionString);
        var (database, kept) = (redis.GetDatabase(), new IdempotencyStore(redis));
        const string key = "a-key";
        Assert.True(await kept.TryBeginAsync(key, "a request"));
        Assert.False(await kept.TryBeginAsync(key, "a request"));
        Assert.InRange((await database.KeyTimeToLiveAsync(RedisKeys.Idempotency(key)))!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(2));

        await kept.CompleteAsync(key, new StoredResponse("a request", 201, null, null, [1]));
        Assert.InRange(
            (await database.KeyTimeToLiveAsync(RedisKeys.Idempotency(key)))!.Value, TimeSpan.FromHours(23), TimeSpan.FromHours(24));
        Assert.False(await kept.TryBeginAsync(key, "a request"));
        Assert.Equal(201, (await kept.FindAsync(key))!.Status);

        kept.Release(key);
        Assert.True(await kept.TryBeginAsync(key, "a request"));
    }
}
