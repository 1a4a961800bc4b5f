using AspireChat.ChatNode.Tests.Fixtures;

namespace AspireChat.ChatNode.Tests;

/// <summary>Two processes run under one node's name.</summary>
public sealed class SameNameTests
{
    [Fact]
    public async Task The_users_of_both_processes_with_one_name_are_shown()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var admin = await AdminProcess.StartAsync(redis.Address);
        await using var first = await Node.StartAsync("chatnode-1", redis.Address);
        await using var alice = await first.ConnectAsync("alice");
        await Eventually.TrueAsync(async () => await OnlineAsync(admin) == "alice", "the first process's user");
        await using var second = await Node.StartAsync("chatnode-1", redis.Address);
        await using var bob = await second.ConnectAsync("bob");
        await Eventually.TrueAsync(async () => await OnlineAsync(admin) == "alice bob", "the users of both");
        await Eventually.TrueAsync(
            async () => await ListAsync(admin, "connections", "user") == "alice bob"
                && await ListAsync(admin, "nodes", "name") == "chatnode-1 chatnode-1",
            "both processes and their connections");

        // Longer than a lease: neither process has removed the other.
        var until = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(6);
        while (DateTimeOffset.UtcNow < until)
        {
            Assert.Equal("alice bob", await OnlineAsync(admin));
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    private static Task<string> OnlineAsync(AdminProcess admin) => ListAsync(admin, "users?online=true", "user");

    private static async Task<string> ListAsync(AdminProcess admin, string path, string property) => string.Join(
        ' ', (await admin.Api.GetAsync(path))!["items"]!.AsArray().Select(item => (string)item![property]!).Order(StringComparer.Ordinal));
}
