using System.Net.Http.Json;
using AspireChat.Cluster.Tests.Admin;
using AspireChat.Contracts;
using StackExchange.Redis;

namespace AspireChat.Cluster.Tests.Nodes;

/// <summary>Redis has reached its memory limit, and the whole cluster goes on as far as it can.</summary>
[Collection(SteeredCluster.CollectionName)]
public sealed class FullRedisTests(SteeredCluster site)
{
    [Fact]
    public async Task In_a_full_Redis_users_sign_in_and_operators_free_memory_until_messages_are_accepted_again()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{site.Redis.Address},allowAdmin=true");
        await using var alice = await HubUser.ConnectAsync(site.Cluster, 0, HubUser.NewName("alice"));
        var room = HubUser.NewName("room");
        await alice.JoinAsync(room);
        var sent = await alice.SendAsync(room, "before");
        await SetLimitAsync("1mb");
        try
        {
            Assert.Equal(ChatErrors.Full, await HubUser.CodeOfAsync(alice.SendAsync(room, "too much")));
            using var http = new HttpClient { BaseAddress = site.Cluster.Info.Ingress };
            using var session = await http.PostAsJsonAsync("/api/session", new { name = HubUser.NewName("bob") });
            Assert.True(session.IsSuccessStatusCode, $"{session.StatusCode} {await session.Content.ReadAsStringAsync()}");
            await using var bob = await HubUser.ConnectAsync(site.Cluster, 1, HubUser.NewName("bob"));
            Assert.Contains((await bob.JoinAsync(room)).Events, roomEvent => roomEvent.Text == "before");

            // Longer than a lease.
            var until = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(7);
            while (DateTimeOffset.UtcNow < until)
            {
                var slots = await http.GetStringAsync(new Uri(site.Cluster.Info.AdminNode.Url, "/api/cluster/slots"));
                Assert.Equal(3, slots.Split(" up\n").Length - 1);
                await Task.Delay(200, TestContext.Current.CancellationToken);
            }

            await site.Admin.CallAsync(HttpMethod.Delete, $"rooms/{room}/messages/{sent.Seq}");
            await site.Admin.CallAsync(HttpMethod.Put, $"users/{bob.User}/ban", new { reason = "full" });
            await site.Admin.CallAsync(HttpMethod.Delete, $"users/{bob.User}/ban");
            await site.Admin.CallAsync(HttpMethod.Delete, $"rooms/{room}");
        }
        finally
        {
            await SetLimitAsync("0");
        }

        var other = HubUser.NewName("room");
        await alice.JoinAsync(other);
        await alice.SendAsync(other, "after");

        Task<RedisResult> SetLimitAsync(string limit) => redis.GetDatabase().ExecuteAsync("CONFIG", "SET", "maxmemory", limit);
    }
}
