using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using AspireChat.AppHost.Tests.Fixtures;
using AspireChat.Testing;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace AspireChat.AppHost.Tests;

/// <summary>In the real Redis container every role has a user of its own, with what Store/Redis/users.acl allows.</summary>
[Collection(RunningCluster.CollectionName)]
public sealed class RoleTests(RunningCluster cluster)
{
    private static readonly string[] Users = ["node", "adminnode", "web"];

    [Fact(Skip = Containers.Missing, SkipUnless = nameof(Containers.Available), SkipType = typeof(Containers))]
    public async Task Every_process_uses_the_Redis_user_of_its_role()
    {
        await using var alice = await cluster.ConnectAsync("alice", 'a');
        await alice.Chat.JoinAsync("roles").WaitAsync(Eventually.Bound);
        alice.Chat.Send("roles", "message 0");
        await alice.SeesAsync(["message 0"]);
        using var admin = cluster.Cluster.CreateHttpClient("adminnode", "http");
        admin.DefaultRequestHeaders.Add("X-Api-Key", await ValueAsync("admin-key"));
        Assert.Contains("\"roles\"", await admin.GetStringAsync("/api/admin/v1/rooms"), StringComparison.Ordinal);

        await using var redis = await ConnectAsync("default", "redis-password");
        var clients = (string)(await redis.GetDatabase().ExecuteAsync("CLIENT", "LIST"))!;
        Assert.All(Users, user => Assert.Contains($" user={user} ", clients, StringComparison.Ordinal));
    }

    [Theory(Skip = Containers.Missing, SkipUnless = nameof(Containers.Available), SkipType = typeof(Containers))]
    [InlineData("node", "HSET chat:bans ada x")]
    [InlineData("node", "PUBLISH chat:commands x")]
    [InlineData("node", "GET chat:web:sealed-keys")]
    [InlineData("node", "FLUSHALL")]
    [InlineData("adminnode", "GET chat:web:sealed-keys")]
    [InlineData("adminnode", "SADD chat:nodes x")]
    [InlineData("web", "PUBLISH chat:commands x")]
    [InlineData("web", "ZRANGE chat:{lobby}:log 0 -1")]
    public async Task A_role_cannot_do_the_work_of_another(string user, string command)
    {
        await using var redis = await ConnectAsync(user, $"redis-{user}-password");
        var words = command.Split(' ');
        var refused = await Assert.ThrowsAsync<RedisServerException>(() => redis.GetDatabase().ExecuteAsync(words[0], [.. words[1..]]));
        Assert.StartsWith("NOPERM", refused.Message, StringComparison.Ordinal);
    }

    private async Task<ConnectionMultiplexer> ConnectAsync(string user, string password)
    {
        var address = cluster.Cluster.GetEndpoint("redis", "tcp");
        return await ConnectionMultiplexer.ConnectAsync(
            $"{address.Authority},user={user},password={await ValueAsync(password)},allowAdmin=true");
    }

    private async Task<string> ValueAsync(string parameter)
    {
        var resources = cluster.Cluster.Services.GetRequiredService<DistributedApplicationModel>().Resources;
        // The password that Aspire generates is no resource of the model.
        var found = resources.OfType<ParameterResource>().Append(resources.OfType<RedisResource>().Single().PasswordParameter!)
            .First(one => one.Name == parameter);
        return (await found.GetValueAsync(TestContext.Current.CancellationToken))!;
    }
}
