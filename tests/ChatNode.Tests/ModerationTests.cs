using System.Net;
using AspireChat.ChatNode.Moderation;
using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Moderation;
using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using AspireChat.Store.Rooms;
using AspireChat.Store.Scripts;
using Microsoft.AspNetCore.SignalR;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Tests;

/// <summary>Nodes hold to what the stores say, though no command ever reaches them.</summary>
public abstract class ModerationTests(RoomStore store) : TwoNodeTests(store)
{
    private SanctionStore Sanctions => One.Services.GetRequiredService<SanctionStore>();

    private RoomRulesStore Rules => One.Services.GetRequiredService<RoomRulesStore>();

    private PolicyLog Changes => One.Services.GetRequiredService<PolicyLog>();

    [Fact]
    public async Task A_ban_closes_connections_and_a_temporary_ban_expires()
    {
        var user = $"user-{Guid.NewGuid():N}";
        await using var client = await Two.ConnectAsync(user);
        var closed = new TaskCompletionSource<Exception?>();
        client.Connection.Closed += error =>
        {
            closed.TrySetResult(error);
            return Task.CompletedTask;
        };
        await Sanctions.BanAsync(user, new Sanction { Reason = "spam" });
        await Changes.AddAsync(PolicyChange.OfUser(user));
        Assert.Contains("banned: spam", (await closed.Task.WaitAsync(Eventually.Bound))?.Message, StringComparison.Ordinal);
        var until = TimeProvider.System.GetUtcNow().AddSeconds(4).ToUnixTimeMilliseconds();
        await Sanctions.BanAsync(user, new Sanction { Reason = "spam", Until = until });
        await Changes.AddAsync(PolicyChange.OfUser(user));
        await Eventually.GetAsync(async () => await Two.ConnectAsync(user), "in again");
        Assert.True(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() >= until, "The ban ended early.");

        // It is met once more, and with that it is gone.
        Assert.Null(await Sanctions.BanOfAsync(user));
        await Eventually.TrueAsync(async () => !await One.Redis.GetDatabase().HashExistsAsync(RedisKeys.Bans, user), "deleted");
    }

    [Fact]
    public async Task A_banned_network_is_refused_under_every_name_until_the_ban_ends()
    {
        const string banned = "198.51.100.7";
        Assert.True(Networks.TryParse("198.51.100.7/32", out var network));
        await using var eve = await One.ConnectAsync("eve", banned);
        var closed = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        eve.Connection.Closed += error =>
        {
            closed.TrySetResult(error);
            return Task.CompletedTask;
        };
        await using var neighbour = await Two.ConnectAsync("neighbour", "198.51.100.8");
        var inAnHour = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds();
        await Sanctions.BanAsync(network, new Sanction { Reason = "spam", Until = inAnHour });
        await Changes.AddAsync(new PolicyChange(PolicyChange.NetworksChanged));
        var told = (await closed.Task.WaitAsync(Eventually.Bound))?.Message;
        Assert.Contains("banned: your network is banned: spam", told, StringComparison.Ordinal);
        await Eventually.TrueAsync(
            async () => await Record.ExceptionAsync(() => Two.ConnectAsync("another-eve", banned)) is not null,
            "the other node refuses the network, too");
        await neighbour.JoinAsync($"room-{Guid.NewGuid():N}");
        await using var admin = await Two.ConnectAsync("an-admin", banned, ChatProtocol.AdminRole);
        await admin.JoinAsync($"room-{Guid.NewGuid():N}");

        await Sanctions.BanAsync(network, new Sanction { Reason = "spam", Until = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() });
        await Changes.AddAsync(new PolicyChange(PolicyChange.NetworksChanged));
        await Eventually.TrueAsync(
            async () => await Record.ExceptionAsync(
                async () => await (await Two.ConnectAsync("another-eve", banned)).DisposeAsync()) is null,
            "a ban that has ended refuses nobody");
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7/32")]
    [InlineData("203.0.113.7/24", "203.0.113.0/24")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7/32")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2::/48", "2001:db8:1::/48")]
    [InlineData("0.0.0.0/0", null)]
    [InlineData("203.0.113.7/8", null)]
    [InlineData("2000::/3", null)]
    [InlineData("203.0.113.7/x", null)]
    [InlineData("a.host", null)]
    [InlineData("", null)]
    public void A_network_is_an_address_or_a_range_that_is_not_too_large(string text, string? network) =>
        Assert.Equal(network, Networks.TryParse(text, out var parsed) ? parsed.ToString() : null);

    [Fact]
    public async Task A_rooms_mutes_and_settings_reach_every_node_that_has_it_open()
    {
        var room = $"room-{Guid.NewGuid():N}"[..20];
        await using var alice = await One.ConnectAsync("alice");
        await using var bob = await Two.ConnectAsync("bob");
        Assert.Equal(RoomRole.Owner, (await alice.JoinAsync(room)).Role);
        Assert.Null((await bob.JoinAsync(room)).Role);
        var hers = (await alice.SendAsync(room, "hers")).Seq;
        var his = (await bob.SendAsync(room, "his")).Seq;
        await Sanctions.MuteAsync("alice", room, new Sanction { Reason = "loud" });
        await Rules.WriteAsync(room, new RoomSettings(), new RoomSettings { ReadOnly = true });
        await Changes.AddAsync(PolicyChange.OfRoom(room));
        await RefusedAsync(() => alice.SendAsync(room, "x"), ChatErrors.Muted);
        await RefusedAsync(() => bob.SendAsync(room, "x"), ChatErrors.ReadOnly);

        // Nor can they write in any other way.
        foreach (var (client, own, code) in new[] { (alice, hers, ChatErrors.Muted), (bob, his, ChatErrors.ReadOnly) })
        {
            foreach (var (method, request) in new (string, object)[]
            {
                (nameof(IChatHub.Edit), new EditRequest { Room = room, Seq = own, Text = "other words" }),
                (nameof(IChatHub.React), new ReactRequest { Room = room, Seq = own, Emoji = "👍" }),
                (nameof(IChatHub.Pin), new PinRequest { Room = room, Seq = own }),
                (nameof(IChatHub.Typing), new TypingRequest { Room = room }),
            })
            {
                var refused = await Assert.ThrowsAsync<HubException>(() => client.CallAsync<object?>(method, request));
                Assert.Equal((method, code), (method, ChatErrors.CodeOf(refused.Message)));
            }
        }
    }

    [Fact]
    public async Task A_muted_owner_changes_no_text_that_others_see_and_creates_no_room_with_one()
    {
        var user = $"user-{Guid.NewGuid():N}";
        var (room, other) = ($"room-{Guid.NewGuid():N}", $"room-{Guid.NewGuid():N}");
        await using var owner = await One.ConnectAsync(user);
        Assert.Equal(RoomRole.Owner, (await owner.JoinAsync(room)).Role);
        await Sanctions.MuteAsync(user, null, new Sanction { Reason = "loud" });
        await Changes.AddAsync(PolicyChange.OfUser(user));
        await RefusedAsync(() => owner.SendAsync(room, "x"), ChatErrors.Muted);
        foreach (var (method, request) in new (string, object)[]
        {
            (nameof(IChatHub.ChangeRoom), new RoomChangeRequest { Room = room, Title = "x" }),
            (nameof(IChatHub.ChangeRoom), new RoomChangeRequest { Room = room, Topic = "x" }),
            (nameof(IChatHub.ChangeRoom), new RoomChangeRequest { Room = room, Description = "x" }),
            (nameof(IChatHub.CreateRoom), new NewRoomRequest { Room = other, Title = "x" }),
        })
        {
            var refused = await Assert.ThrowsAsync<HubException>(() => owner.CallAsync<object?>(method, request));
            Assert.Equal((method, ChatErrors.Muted), (method, ChatErrors.CodeOf(refused.Message)));
        }

        // What is no text is no way to write.
        await owner.CallAsync<object?>(nameof(IChatHub.ChangeRoom), new RoomChangeRequest { Room = room, ReadOnly = true });
        await owner.CallAsync<RoomResult>(nameof(IChatHub.CreateRoom), new NewRoomRequest { Room = other });
    }

    [Theory]
    [InlineData("/negotiate?negotiateVersion=1&id=x")]
    [InlineData("/negotiate?id=x")]
    [InlineData("?id=")]
    public async Task A_banned_user_is_refused_whatever_the_query_says(string path)
    {
        var user = $"user-{Guid.NewGuid():N}";
        await Sanctions.BanAsync(user, new Sanction { Reason = "spam" });
        var version = await Changes.AddAsync(PolicyChange.OfUser(user));
        await One.Services.GetRequiredService<ModerationWatch>().RefreshAsync(version, CancellationToken.None);
        using var http = new HttpClient { BaseAddress = One.Url };
        http.DefaultRequestHeaders.Authorization = new("Bearer", One.Token(user));
        using var answer = await http.PostAsync(new Uri(ChatProtocol.HubPath + path, UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.StartsWith("banned: spam", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_banned_user_gets_no_message_from_the_ban_on_not_even_until_the_connection_is_closed()
    {
        var (room, mallory) = ($"room-{Guid.NewGuid():N}", $"mallory-{Guid.NewGuid():N}");
        await using var alice = await One.ConnectAsync("alice");
        await alice.JoinAsync(room);
        await using var banned = await StuckClient.JoinAsync(One.Url, One.Token(mallory), room);
        await Eventually.TrueAsync(() => alice.Events.Any(e => e is { Kind: EventKind.Join } && e.User == mallory), "mallory has joined");
        var before = (await alice.SendAsync(room, "for all")).Seq;
        await Sanctions.BanAsync(mallory, new Sanction { Reason = "spam" });
        var version = await Changes.AddAsync(PolicyChange.OfUser(mallory));
        Assert.Equal(1, await One.Services.GetRequiredService<ModerationWatch>().RefreshAsync(version, CancellationToken.None));
        await alice.SendAsync(room, "without mallory");
        List<long> seqs = [];
        Assert.True(await banned.ReadAsync(seqs, () => false));
        Assert.Equal(before, seqs[^1]);
    }

    [Fact]
    public async Task An_expired_ban_is_deleted_but_not_the_ban_that_has_replaced_it()
    {
        var user = $"user-{Guid.NewGuid():N}";
        var database = One.Redis.GetDatabase();
        var script = RedisScript.Load("field-remove");
        await Sanctions.BanAsync(user, new Sanction { Reason = "the new one" });
        await database.ScriptEvaluateAsync(script, [RedisKeys.Bans], [user, "the one that was read"]);
        Assert.Equal("the new one", (await Sanctions.BanOfAsync(user))?.Reason);
        await database.ScriptEvaluateAsync(script, [RedisKeys.Bans], [user, await database.HashGetAsync(RedisKeys.Bans, user)]);
        Assert.Null(await Sanctions.BanOfAsync(user));
    }

    [Fact]
    public async Task The_lobby_has_no_owner()
    {
        await using var alice = await One.ConnectAsync("alice");
        Assert.Null((await alice.JoinAsync(RoomName.Lobby)).Role);
    }

    [Fact]
    public async Task Nobody_enters_a_room_that_is_being_deleted()
    {
        var room = $"room-{Guid.NewGuid():N}"[..20];
        await using var alice = await One.ConnectAsync("alice");
        await using var bob = await Two.ConnectAsync("bob");
        var before = await alice.JoinAsync(room);
        await Rules.MarkDeletedAsync(room);
        await Changes.AddAsync(new PolicyChange(PolicyChange.RoomDeleted, room));
        await RefusedAsync(() => alice.SendAsync(room, "x"), ChatErrors.NotMember);
        await RefusedAsync(() => bob.JoinAsync(room), ChatErrors.Unavailable);
        await Rules.DeleteAsync(room);
        JoinResult? after = null;
        await Eventually.TrueAsync(async () => (after = await bob.JoinAsync(room)) is not null, "a new room");
        Assert.NotEqual(before.Epoch, after!.Epoch);
    }

    [Fact]
    public async Task Connected_users_are_recorded_for_each_node_and_again_after_the_record_was_lost()
    {
        var user = $"user-{Guid.NewGuid():N}";
        var database = One.Redis.GetDatabase();
        var key = RedisKeys.NodeUsers(Two.Services.GetRequiredService<NodeIdentity>().Id);
        await using (var client = await Two.ConnectAsync(user))
        {
            await Eventually.TrueAsync(() => database.SetContainsAsync(key, user), "noted");
            await database.KeyDeleteAsync(key);
            await Eventually.TrueAsync(() => database.SetContainsAsync(key, user), "noted again");
        }

        await Eventually.TrueAsync(async () => !await database.SetContainsAsync(key, user), "gone");
        Assert.NotNull(await database.SortedSetScoreAsync(RedisKeys.Users, user));
    }

    private static async Task RefusedAsync(Func<Task> call, string code)
    {
        var last = "";
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    await call();
                    return false;
                }
                catch (HubException refused)
                {
                    last = refused.Message;
                    return ChatErrors.CodeOf(refused.Message) == code;
                }
            },
            () => $"{code} instead of {last}");
    }
}

/// <summary>On Redis.</summary>
public sealed class ModerationTestsOnRedis(RedisStore store) : ModerationTests(store), IClassFixture<RedisStore>;

/// <summary>On the Redis that LocalCluster embeds.</summary>
public sealed class ModerationTestsOnEmbeddedRedis(EmbeddedStore store) : ModerationTests(store), IClassFixture<EmbeddedStore>;

/// <summary>What holds while Redis is away.</summary>
public sealed class ModerationOutageTests
{
    [Fact]
    public async Task While_Redis_is_down_the_last_known_mute_stays_in_force()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var node = await Node.StartAsync("chatnode-1", redis.Address);
        await using var alice = await node.ConnectAsync("alice");
        await alice.JoinAsync("quiet");
        var sanctions = node.Services.GetRequiredService<SanctionStore>();
        await sanctions.MuteAsync("alice", null, new Sanction { Reason = "loud" });
        await node.Services.GetRequiredService<PolicyLog>().AddAsync(PolicyChange.OfUser("alice"));
        var policy = node.Services.GetRequiredService<ModerationState>();
        await Eventually.TrueAsync(() => policy.Of("alice").Mute is not null, "the mute is known");
        await redis.KillAsync();
        await Eventually.TrueAsync(() => !node.Redis.IsConnected, "Redis is away");
        var refused = await Assert.ThrowsAsync<HubException>(() => alice.SendAsync("quiet", "x"));
        Assert.Equal(ChatErrors.Muted, ChatErrors.CodeOf(refused.Message));
    }

    [Fact]
    public async Task Nobody_is_admitted_before_the_bans_are_loaded()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var keys = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        await keys.GetDatabase().StringSetAsync(RedisKeys.Bans, "of another type, so that reading the bans fails");
        await using var node = await Node.StartAsync("chatnode-1", redis.Address);
        Assert.True(node.Redis.IsConnected);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(node, "mallory"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(node, "alice"));

        // In one step: once the bans can be read, Mallory's is among them.
        await keys.GetDatabase().HashSetAsync("bans-to-be", "mallory", """{"reason":"spam","by":"admin","at":1}""");
        await keys.GetDatabase().KeyRenameAsync("bans-to-be", RedisKeys.Bans);
        List<HttpStatusCode> statuses = [];
        await Eventually.TrueAsync(
            async () =>
            {
                statuses.Add(await StatusAsync(node, "alice"));
                return statuses[^1] == HttpStatusCode.OK;
            },
            "alice is admitted");
        Assert.All(statuses.SkipLast(1), status => Assert.Equal(HttpStatusCode.ServiceUnavailable, status));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(node, "mallory"));
    }

    [Theory]
    [InlineData("not json", 0)]
    [InlineData("null", 0)]
    [InlineData("""{"kind":"user"}""", 0)]
    [InlineData("""{"kind":"what"}""", 0)]
    [InlineData("also not json", 1_000_000)]
    public async Task A_ban_is_enforced_although_entries_in_Redis_are_unreadable(string entry, long ahead)
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var node = await Node.StartAsync("chatnode-1", redis.Address);
        var (sanctions, changes) = (node.Services.GetRequiredService<SanctionStore>(), node.Services.GetRequiredService<PolicyLog>());
        await using var client = await node.ConnectAsync("mallory");
        var closed = new TaskCompletionSource<Exception?>();
        client.Connection.Closed += error =>
        {
            closed.TrySetResult(error);
            return Task.CompletedTask;
        };
        var database = node.Redis.GetDatabase();
        await database.HashSetAsync(RedisKeys.Bans, "somebody", "not json");
        await database.HashSetAsync(RedisKeys.Revocations, "somebody", "not a number");
        await database.SortedSetAddAsync(
            RedisKeys.PolicyChanges, entry, await database.StringIncrementAsync(RedisKeys.PolicyVersion) + ahead);
        await sanctions.BanAsync("mallory", new Sanction { Reason = "spam" });
        await changes.AddAsync(PolicyChange.OfUser("mallory"));
        Assert.Contains("banned: spam", (await closed.Task.WaitAsync(Eventually.Bound))?.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(node, "mallory"));
    }

    /// <summary>How the node answers a user who connects; OK if it admits the user.</summary>
    private static async Task<HttpStatusCode> StatusAsync(Node node, string user)
    {
        try
        {
            await using var client = await node.ConnectAsync(user);
            return HttpStatusCode.OK;
        }
        catch (HttpRequestException refused) when (refused.StatusCode is { } status)
        {
            return status;
        }
    }
}
