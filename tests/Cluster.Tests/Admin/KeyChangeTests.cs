using System.Net;
using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary>The admin node's keys are changed while it runs: docs/operations.md, "Changing the keys".</summary>
public sealed class KeyChangeTests
{
    private const string Signing = "a-signing-key-of-more-than-32-characters";
    private const string OldSigning = "an-old-signing-key-of-admins-of-32-characters";
    private const string OldKey = "an-old-admin-key-of-more-than-32-characters";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task During_a_change_the_admin_node_accepts_both_keys_and_signatures()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var node = await AdminNodeProcess.StartAsync(
            redis.Address, Signing, AdminNodeProcess.Key,
            new Dictionary<string, string?> { ["Chat__SecondAdminSigningKey"] = OldSigning, ["Chat__SecondAdminKey"] = OldKey });
        AdminClient[] callers =
        [
            AdminClient.WithKey(node.Url, AdminNodeProcess.Key), AdminClient.WithKey(node.Url, OldKey),
            TokenCaller(node, AdminNodeProcess.SigningKeyOfAdmins), TokenCaller(node, OldSigning),
        ];
        foreach (var caller in callers)
        {
            using (caller)
            {
                Assert.NotNull(await caller.GetAsync("audit"));
            }
        }

        using var stranger = TokenCaller(node, "some-other-key-of-more-than-32-characters");
        await Problem.AssertAsync(await stranger.SendAsync(HttpMethod.Get, "audit"), HttpStatusCode.Unauthorized, "unauthorized");
        foreach (var key in new[] { AdminNodeProcess.Key, OldKey })
        {
            await AnswersInboxAsync(redis.Address, key);
        }
    }

    [Fact]
    public async Task After_a_change_the_old_keys_are_refused()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var node = await AdminNodeProcess.StartAsync(redis.Address, Signing, AdminNodeProcess.Key);
        foreach (var caller in new[] { AdminClient.WithKey(node.Url, OldKey), TokenCaller(node, OldSigning) })
        {
            using (caller)
            {
                await Problem.AssertAsync(await caller.SendAsync(HttpMethod.Get, "audit"), HttpStatusCode.Unauthorized, "unauthorized");
            }
        }
    }

    [Theory]
    [InlineData("Chat__AdminSigningKey", "", "Chat:AdminSigningKey is not set")]
    [InlineData("Chat__AdminSigningKey", Signing, "Chat:AdminSigningKey is also Chat:SigningKey")]
    [InlineData("Chat__SecondAdminSigningKey", Signing, "Chat:AdminSigningKey is also Chat:SigningKey")]
    [InlineData("Chat__SecondAdminKey", "too short", "Chat:SecondAdminKey has 9 characters")]
    public async Task An_admin_node_with_a_key_that_protects_nothing_does_not_start(string setting, string value, string says)
    {
        var (exitCode, output) = await AdminNodeProcess.FailAsync(
            "127.0.0.1:1", Signing, AdminNodeProcess.Key, new Dictionary<string, string?> { [setting] = value });
        Assert.Equal(2, exitCode);
        Assert.Contains(says, output, StringComparison.Ordinal);
    }

    private static AdminClient TokenCaller(AdminNodeProcess node, string key) =>
        AdminClient.WithToken(node.Url, Tokens.For("ada", key, role: "admin"));

    /// <summary>Sends a message to the inbox until there is an answer that is signed with the same key.</summary>
    private static async Task AnswersInboxAsync(string redis, string key)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis);
        var subscriber = connection.GetSubscriber();
        var id = Guid.NewGuid().ToString("N");
        var replies = RedisChannel.Literal($"chat:replies:{id}");
        var answered = new TaskCompletionSource<string>();
        await subscriber.SubscribeAsync(replies, (_, message) => answered.TrySetResult(message.ToString()));
        await Eventually.TrueAsync(
            async () =>
            {
                var at = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
                var json = $$"""{"id":"{{id}}","room":"keys","text":"hello","at":{{at}}}""";
                await subscriber.PublishAsync(RedisChannel.Literal("chat:inbox"), Sign("chat:inbox", json, key));
                return answered.Task.IsCompleted;
            },
            "the inbox answers");
        var reply = await answered.Task.WaitAsync(Cancel);
        Assert.Equal(Sign($"chat:replies:{id}", reply[(reply.IndexOf('\n', StringComparison.Ordinal) + 1)..], key), reply);
    }

    private static string Sign(string channel, string json, string key)
    {
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{channel}\n{json}"));
        return $"v1 {Convert.ToHexStringLower(hash)}\n{json}";
    }
}
