using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;
using AspireChat.Store.Presence;
using AspireChat.Store.Redis;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.ChatNode.Tests;

/// <summary>What a room promises, on two nodes and a real store.</summary>
public abstract class RoomTests(RoomStore store) : TwoNodeTests(store)
{
    [Fact]
    public async Task Members_on_two_nodes_see_the_same_messages_in_the_same_order()
    {
        var room = NewRoom();
        await using var alice = await One.ConnectAsync("alice");
        await using var bob = await Two.ConnectAsync("bob");
        await alice.JoinAsync(room);
        await bob.JoinAsync(room);
        await Task.WhenAll(SendManyAsync(alice, room, "a", 100), SendManyAsync(bob, room, "b", 100));
        await Eventually.TrueAsync(() => alice.Texts.Count == 200 && bob.Texts.Count == 200, "200 messages for both");
        Assert.Equal(alice.Events.TakeLast(200).Select(e => (e.Seq, e.Text)), bob.Events.TakeLast(200).Select(e => (e.Seq, e.Text)));
        AssertGapless(bob.Events);
    }

    [Fact]
    public async Task The_same_id_sent_five_times_across_nodes_is_one_event()
    {
        var room = NewRoom();
        await using var alice = await One.ConnectAsync("alice");
        await using var elsewhere = await Two.ConnectAsync("alice");
        await alice.JoinAsync(room);
        await elsewhere.JoinAsync(room);
        var id = MessageId.New();
        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => (i % 2 == 0 ? alice : elsewhere).SendAsync(room, "once", id)));
        Assert.Single(results.Select(result => (result.Seq, result.At)).Distinct());
        Assert.Single(results, result => !result.Duplicate);
        await alice.SendAsync(room, "after");
        await Eventually.TrueAsync(() => elsewhere.Texts.Contains("after"), "the next message");
        Assert.Equal(["once", "after"], elsewhere.Texts);
    }

    [Fact]
    public async Task A_returning_client_gets_what_it_missed_from_any_node()
    {
        var room = NewRoom();
        await using var alice = await One.ConnectAsync("alice");
        await alice.JoinAsync(room);
        var bob = await One.ConnectAsync("bob");
        var first = await bob.JoinAsync(room);
        await bob.DisposeAsync();
        await SendManyAsync(alice, room, "m", 450);
        await using var back = await Two.ConnectAsync("bob");
        var resumed = await back.JoinAsync(room, first.Epoch, first.Head);
        Assert.False(resumed.Truncated);
        await Eventually.TrueAsync(() => resumed.Events.Count + back.Events.Count >= 450, "all that was missed");
        AssertGapless([.. resumed.Events, .. back.Events]);
        Assert.Equal(first.Head + 1, resumed.Events[0].Seq);
    }

    [Fact]
    public async Task A_client_that_missed_more_than_the_log_holds_is_told_to_reload()
    {
        var room = NewRoom();
        await using var small = await Node.StartAsync(
            "chatnode-3", Store, new Dictionary<string, string?> { ["Chat:Rooms:LogLength"] = "20" });
        await using var alice = await small.ConnectAsync("alice");
        var joined = await alice.JoinAsync(room);
        await SendManyAsync(alice, room, "m", 50);
        await using var bob = await One.ConnectAsync("bob");
        var resumed = await bob.JoinAsync(room, joined.Epoch, 5);
        Assert.True(resumed.Truncated);
        AssertGapless(resumed.Events);
        Assert.Equal(resumed.Head, resumed.Events[^1].Seq);
        Assert.InRange(resumed.Events.Count, 20, 21);
    }

    [Fact]
    public async Task When_the_log_is_lost_members_see_a_new_epoch()
    {
        var room = NewRoom();
        await using var alice = await One.ConnectAsync("alice");
        await using var bob = await Two.ConnectAsync("bob");
        var joined = await alice.JoinAsync(room);
        await bob.JoinAsync(room);
        await SendManyAsync(alice, room, "m", 5);
        await One.Redis.GetDatabase().KeyDeleteAsync([$"chat:{{{room}}}:log", $"chat:{{{room}}}:head"]);
        await alice.SendAsync(room, "new life");
        await Eventually.TrueAsync(() => bob.Batches.Any(batch => batch.Epoch != joined.Epoch), "another epoch");
        var again = await bob.JoinAsync(room, joined.Epoch, 5);
        Assert.True(again.Truncated);
        Assert.NotEqual(joined.Epoch, again.Epoch);
        Assert.Equal(["new life"], again.Events.Select(e => e.Text));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)] // The seq that it had is another message's.
    public async Task A_message_that_is_sent_again_after_the_log_was_lost_is_stored(int others)
    {
        var room = NewRoom();
        await using var alice = await One.ConnectAsync("alice");
        await alice.JoinAsync(room);
        await alice.SendAsync(room, "before");
        var id = MessageId.New();
        var first = await alice.SendAsync(room, "kept in the outbox", id);
        Assert.Equal((3, false), (first.Seq, first.Duplicate));
        await One.Redis.GetDatabase().KeyDeleteAsync([$"chat:{{{room}}}:log", $"chat:{{{room}}}:head"]);
        await SendManyAsync(alice, room, "m", others);
        var again = await alice.SendAsync(room, "kept in the outbox", id);
        Assert.Equal((others + 1, false), (again.Seq, again.Duplicate));
        await alice.SendAsync(room, "after");
        await using var bob = await Two.ConnectAsync("bob");
        var seen = await bob.JoinAsync(room);
        Assert.Equal(
            [.. Enumerable.Range(0, others).Select(i => $"m{i}"), "kept in the outbox", "after"],
            seen.Events.Where(e => e.Kind == EventKind.Message).Select(e => e.Text));
    }

    [Fact]
    public async Task A_log_that_was_rolled_back_gets_a_new_epoch_before_a_seq_is_used_twice()
    {
        var room = NewRoom();
        await using var alice = await One.ConnectAsync("alice");
        await using var bob = await Two.ConnectAsync("bob");
        var joined = await alice.JoinAsync(room);
        await bob.JoinAsync(room);
        var id = MessageId.New();
        var kept = await alice.SendAsync(room, "kept", id);
        await SendManyAsync(alice, room, "m", 9);
        await Eventually.TrueAsync(() => alice.Texts.Count == 10 && bob.Texts.Count == 10, "ten messages");
        var database = One.Redis.GetDatabase();
        var head = (long)await database.HashGetAsync($"chat:{{{room}}}:head", "seq");
        await database.SortedSetRemoveRangeByScoreAsync($"chat:{{{room}}}:log", head - 2, head);
        await database.HashSetAsync($"chat:{{{room}}}:head", "seq", head - 3);
        await alice.SendAsync(room, "after the roll-back");
        await Eventually.TrueAsync(() => bob.Batches.Any(batch => batch.Epoch != joined.Epoch), "another epoch");
        var again = await bob.JoinAsync(room, joined.Epoch, head);
        Assert.True(again.Truncated);
        Assert.Equal("after the roll-back", again.Events[^1].Text);

        // What the roll-back left in the log is not stored a second time.
        var repeated = await alice.SendAsync(room, "kept", id);
        Assert.Equal((kept.Seq, kept.At, true), (repeated.Seq, repeated.At, repeated.Duplicate));
    }

    [Fact]
    public async Task An_append_interrupted_by_a_crash_is_finished_by_the_next_one()
    {
        var room = NewRoom();
        await using var alice = await One.ConnectAsync("alice");
        var joined = await alice.JoinAsync(room);
        await alice.SendAsync(room, "before");

        // As a crash leaves it where the commands of a script reach the disk one by one: the event, but neither its id nor the head.
        var database = One.Redis.GetDatabase();
        var seq = (long)await database.HashGetAsync($"chat:{{{room}}}:head", "seq") + 1;
        var id = MessageId.New();
        await database.SortedSetAddAsync(
            $"chat:{{{room}}}:log",
            $$"""{"seq":{{seq}},"kind":"message","id":"{{id}}","user":"alice","at":7,"text":"cut short","node":"x"}""",
            seq);

        var again = await alice.SendAsync(room, "cut short", id);
        Assert.Equal((seq, 7, true), (again.Seq, again.At, again.Duplicate));
        var next = await alice.SendAsync(room, "after");
        Assert.Equal(seq + 1, next.Seq);
        await using var bob = await Two.ConnectAsync("bob");
        var seen = await bob.JoinAsync(room, joined.Epoch, joined.Head);
        AssertGapless(seen.Events);
        Assert.Equal(["before", "cut short", "after"], seen.Events.Where(e => e.Kind == EventKind.Message).Select(e => e.Text));
    }

    [Fact]
    public async Task An_event_lost_by_pubsub_is_read_from_the_log()
    {
        var room = NewRoom();
        await using var alice = await One.ConnectAsync("alice");
        await using var bob = await Two.ConnectAsync("bob");
        await alice.JoinAsync(room);
        await bob.JoinAsync(room);
        await alice.SendAsync(room, "before");
        await Eventually.TrueAsync(() => bob.Texts.Count == 1, "the first message");

        // Appended behind the nodes' backs: in the log, but never published.
        var database = One.Redis.GetDatabase();
        var head = await database.HashIncrementAsync($"chat:{{{room}}}:head", "seq");
        await database.SortedSetAddAsync(
            $"chat:{{{room}}}:log",
            $$"""{"seq":{{head}},"kind":"message","user":"carol","at":1,"text":"lost","node":"x"}""",
            head);
        await alice.SendAsync(room, "after");
        await Eventually.TrueAsync(() => bob.Texts.Count == 3, "the lost message and the next");
        Assert.Equal(["before", "lost", "after"], bob.Texts);
        AssertGapless(bob.Events);
    }

    [Fact]
    public async Task An_event_lost_by_pubsub_is_found_even_if_nobody_writes_again()
    {
        var room = NewRoom();
        await using var bob = await Two.ConnectAsync("bob");
        await bob.JoinAsync(room);
        var database = One.Redis.GetDatabase();
        var head = await database.HashIncrementAsync($"chat:{{{room}}}:head", "seq");
        await database.SortedSetAddAsync(
            $"chat:{{{room}}}:log",
            $$"""{"seq":{{head}},"kind":"message","user":"carol","at":1,"text":"lost","node":"x"}""",
            head);
        await Eventually.TrueAsync(() => bob.Texts.Contains("lost"), "the lost message");
    }

    [Fact]
    public async Task Presence_shows_users_of_all_nodes()
    {
        var room = NewRoom();
        await using var alice = await One.ConnectAsync("alice");
        await alice.JoinAsync(room);
        var bob = await Two.ConnectAsync("bob");
        await bob.JoinAsync(room);
        await Eventually.TrueAsync(
            () => alice.Batches.SelectMany(b => b.Events).Any(e => e.Online?.Any(u => u.User == "bob") == true), "bob coming online");
        await Eventually.TrueAsync(
            async () => (await alice.CallAsync<OnlineResult>(
                nameof(IChatHub.WhoIsOnline), new OnlineRequest { Room = room })).OnlineCount == 2,
            "two online");
        await bob.DisposeAsync();
        await Eventually.TrueAsync(
            () => alice.Batches.SelectMany(b => b.Events).Any(e => e.Offline?.Contains("bob") == true), "bob going offline");
    }

    [Fact]
    public async Task Edits_deletions_and_reactions_are_events_and_only_the_author_can_edit_and_delete()
    {
        var room = NewRoom();
        await using var alice = await One.ConnectAsync("alice");
        await using var bob = await Two.ConnectAsync("bob");
        await alice.JoinAsync(room);
        await bob.JoinAsync(room);
        var sent = await alice.SendAsync(room, "helo");
        await alice.CallAsync<ChangeResult>(nameof(IChatHub.Edit), new EditRequest { Room = room, Seq = sent.Seq, Text = "hello" });
        await bob.CallAsync<ChangeResult>(nameof(IChatHub.React), new ReactRequest { Room = room, Seq = sent.Seq, Emoji = "👍" });
        await RefusedAsync(
            ChatErrors.Forbidden,
            () => bob.CallAsync<ChangeResult>(
                nameof(IChatHub.Edit), new EditRequest { Room = room, Seq = sent.Seq, Text = "words of another" }));
        await RefusedAsync(
            ChatErrors.NotFound,
            () => bob.CallAsync<ChangeResult>(nameof(IChatHub.Edit), new EditRequest { Room = room, Seq = 999, Text = "nothing" }));
        await RefusedAsync(
            ChatErrors.Forbidden,
            () => bob.CallAsync<ChangeResult>(nameof(IChatHub.Delete), new DeleteRequest { Room = room, Seq = sent.Seq }));
        await RefusedAsync(
            ChatErrors.NotFound,
            () => bob.CallAsync<ChangeResult>(nameof(IChatHub.Delete), new DeleteRequest { Room = room, Seq = 999 }));
        await alice.CallAsync<ChangeResult>(nameof(IChatHub.Delete), new DeleteRequest { Room = room, Seq = sent.Seq });
        await Eventually.TrueAsync(() => bob.Events.Any(e => e.Kind == EventKind.Delete), "the deletion");
        Assert.Equal(
            [EventKind.Message, EventKind.Edit, EventKind.Reaction, EventKind.Delete],
            bob.Events.Where(e => e.Kind is not (EventKind.Join or EventKind.Leave)).Select(e => e.Kind));
    }

    [Fact]
    public async Task Refusals_carry_a_stable_code()
    {
        var room = NewRoom();
        await using var strict = await Node.StartAsync("chatnode-3", Store, new Dictionary<string, string?>
        {
            ["Chat:Limits:SendsPerSecond"] = "0.01",
            ["Chat:Limits:SendBurst"] = "3",
            ["Chat:Limits:MaxTextLength"] = "10",
            ["Chat:Limits:MaxRoomsPerConnection"] = "2",
        });
        await using var alice = await strict.ConnectAsync("alice");
        await RefusedAsync(ChatErrors.NotMember, () => alice.SendAsync(room, "hello"));
        foreach (var name in new[] { "", "Room", "a b", "{a}", "a/b", "-a", new string('a', 65), "ä", "a\n" })
        {
            await RefusedAsync(ChatErrors.BadRoom, () => alice.JoinAsync(name));
        }

        await alice.JoinAsync(room);
        await alice.JoinAsync(room + "2");
        await RefusedAsync(ChatErrors.TooManyRooms, () => alice.JoinAsync(room + "3"));
        await RefusedAsync(ChatErrors.TooLong, () => alice.SendAsync(room, "hello world"));
        await RefusedAsync(ChatErrors.BadRequest, () => alice.SendAsync(room, " "));
        await RefusedAsync(ChatErrors.BadRequest, () => alice.SendAsync(room, "hello", "an id with spaces"));
        await RefusedAsync(ChatErrors.BadRequest, () => alice.CallAsync<JoinResult>(nameof(IChatHub.JoinRoom), null!));
        await RefusedAsync(ChatErrors.RateLimited, async () =>
        {
            for (var i = 0; i < 6; i++)
            {
                await alice.SendAsync(room, "hello");
            }
        });
    }

    [Fact]
    public async Task Searches_use_up_the_rate_limit()
    {
        var room = NewRoom();
        await using var strict = await Node.StartAsync("chatnode-3", Store, new Dictionary<string, string?>
        {
            ["Chat:Limits:SendsPerSecond"] = "0.01",
            ["Chat:Limits:SendBurst"] = "20",
        });
        await using var alice = await strict.ConnectAsync("alice");
        await alice.JoinAsync(room);
        await RefusedAsync(ChatErrors.RateLimited, async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                await alice.CallAsync<SearchResult>(nameof(IChatHub.Search), new SearchRequest { Room = room, Text = "anything" });
            }
        });
    }

    [Fact]
    public async Task Only_users_of_a_dead_node_who_are_nowhere_else_are_announced_as_offline()
    {
        const string dead = "chatnode-9~0000";
        var room = NewRoom();
        await using var alice = await One.ConnectAsync("alice");
        await using var bob = await Two.ConnectAsync("bob");
        await alice.JoinAsync(room);
        await bob.JoinAsync(room);
        await Eventually.TrueAsync(async () => (await OnlineAsync()).SequenceEqual(["alice", "bob"]), "two online");
        var database = One.Redis.GetDatabase();
        await database.HashSetAsync(
            RedisKeys.Online(room), [new(OnlineField.Of(dead, "bob"), "Bob"), new(OnlineField.Of(dead, "carol"), "Carol")]);
        await database.SetAddAsync(RedisKeys.NodeRooms(dead), room);
        await One.Services.GetRequiredService<DeadNodeSweep>().SweepAsync(dead);
        await Eventually.TrueAsync(() => alice.Ephemeral.Any(e => e.Offline?.Contains("carol") == true), "carol goes offline");
        Assert.DoesNotContain(alice.Ephemeral, e => e.Offline?.Contains("bob") == true);
        Assert.Equal(["alice", "bob"], await OnlineAsync());

        async Task<IEnumerable<string>> OnlineAsync() =>
            (await alice.CallAsync<OnlineResult>(nameof(IChatHub.WhoIsOnline), new OnlineRequest { Room = room }))
            .Online.Select(user => user.User).Order(StringComparer.Ordinal);
    }

    private static async Task RefusedAsync(string code, Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<HubException>(call);
        Assert.Equal(code, ChatErrors.CodeOf(refused.Message));
    }

    private static async Task SendManyAsync(TestClient client, string room, string prefix, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await client.SendAsync(room, $"{prefix}{i}");
        }
    }

    private static void AssertGapless(IReadOnlyList<RoomEvent> events) =>
        Assert.Equal(Enumerable.Range(0, events.Count).Select(i => events[0].Seq + i), events.Select(e => e.Seq));

    private static string NewRoom() => $"room-{Guid.NewGuid():N}";
}
