using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;
using AspireChat.Store.Redis;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.ChatNode.Tests.Conversations;

/// <summary>Joining and leaving, also by those who want to do harm with it.</summary>
public abstract class JoiningTests(RoomStore store) : ConversationTests(store)
{
    private const int LogLength = 20;

    [Fact]
    public async Task Joining_and_leaving_again_and_again_pushes_no_message_out_of_the_log()
    {
        var room = NewRoom();
        await using var small = await StartSmallAsync();
        await using var ada = await ComeAsync("ada", small);
        await CreateAsync(ada, new NewRoomRequest { Room = room });
        await ada.JoinAsync(room);
        string[] texts = [.. Enumerable.Range(0, LogLength).Select(i => $"m{i}")];
        foreach (var text in texts)
        {
            await ada.SendAsync(room, text);
        }

        // Many times by one guest, then once by each of many guests.
        await using var eve = await ComeAsync("eve", small);
        for (var i = 0; i < LogLength; i++)
        {
            await JoinAndLeaveAsync(eve, room);
        }

        for (var i = 0; i < LogLength; i++)
        {
            await using var guest = await small.ConnectAsync(Id($"guest-{i}"));
            await JoinAndLeaveAsync(guest, room);
        }

        Assert.Equal(texts, await TextsAsync(ada, room));

        // Further messages are kept in the same number, and the notices are trimmed with the messages they stand among.
        for (var i = 0; i < 3 * LogLength; i++)
        {
            await ada.SendAsync(room, $"n{i}");
        }

        var events = (await HistoryAsync(ada, room)).Events;
        Assert.Equal(Enumerable.Range(2 * LogLength, LogLength).Select(i => $"n{i}"), events.Select(e => e.Text));
        await JoinAndLeaveAsync(eve, room);
    }

    [Fact]
    public async Task The_members_of_a_small_room_are_told_who_joins_and_leaves()
    {
        var room = NewRoom();
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        await CreateAsync(ada, new NewRoomRequest { Room = room });
        await ada.JoinAsync(room);
        var joined = await bob.JoinAsync(room);
        Assert.Equal([(EventKind.Join, Id("bob"))], joined.Events.Select(e => (e.Kind, e.User)));
        await LeaveAsync(bob, room);
        await Eventually.TrueAsync(() => ada.Events.Count == 2, "both events");
        Assert.Equal([(1, EventKind.Join), (2, EventKind.Leave)], ada.Events.Select(e => (e.Seq, e.Kind)));
    }

    [Fact]
    public async Task Who_cannot_write_in_a_room_writes_no_event_by_joining_or_leaving()
    {
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        RoomChangeRequest[] changes = [new() { Archived = true }, new() { ReadOnly = true }];
        foreach (var change in changes)
        {
            var room = NewRoom();
            await CreateAsync(ada, new NewRoomRequest { Room = room });
            var before = await ada.JoinAsync(room);
            await ada.CallAsync<object?>(nameof(IChatHub.ChangeRoom), change with { Room = room });
            await JoinAndLeaveAsync(bob, room);
            await bob.JoinAsync(room);
            Assert.Equal(before.Head + 1, (await ada.JoinAsync(room)).Head);
        }

        var quiet = NewRoom();
        await CreateAsync(ada, new NewRoomRequest { Room = quiet });
        await ada.JoinAsync(quiet);
        await bob.JoinAsync(quiet);
        await ada.CallAsync<object?>(nameof(IChatHub.Mute), new MuteRequest { Room = quiet, User = Id("bob") });
        await Eventually.TrueAsync(
            async () => await CodeAsync(() => bob.SendAsync(quiet, "but")) == ChatErrors.Muted, "bob to be muted on his node");
        var head = (await ada.JoinAsync(quiet)).Head;
        await LeaveAsync(bob, quiet);
        await bob.JoinAsync(quiet);
        Assert.Equal(head, (await ada.JoinAsync(quiet)).Head);
    }

    [Fact]
    public async Task A_member_who_is_removed_while_joining_again_and_again_is_out()
    {
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        await using var phone = await ComeAsync("bob");
        await using var tablet = await ComeAsync("bob", Two);
        TestClient[] devices = [bob, phone, tablet];
        for (var round = 0; round < 12; round++)
        {
            var room = NewRoom();
            await CreateAsync(ada, new NewRoomRequest { Room = room, Private = true });
            await ada.JoinAsync(room);
            await ada.CallAsync<object?>(nameof(IChatHub.Invite), new InviteRequest { Room = room, User = Id("bob") });
            var joined = 0;
            var joining = devices.Select(async device =>
            {
                try
                {
                    while (true)
                    {
                        await device.JoinAsync(room);
                        Interlocked.Increment(ref joined);
                    }
                }
                catch (HubException refused)
                {
                    return ChatErrors.CodeOf(refused.Message);
                }
            }).ToList();
            await Eventually.TrueAsync(() => Volatile.Read(ref joined) > 8, "bob to join");
            await ada.CallAsync<object?>(nameof(IChatHub.RemoveMember), new RemoveMemberRequest { Room = room, User = Id("bob") });
            var codes = await Task.WhenAll(joining).WaitAsync(TimeSpan.FromSeconds(30));
            Assert.All(codes, code => Assert.Contains(code, new[] { ChatErrors.Private, ChatErrors.NotMember }));
            Assert.False(await One.Redis.GetDatabase().HashExistsAsync(RedisKeys.Members(room), Id("bob")));
            await RefusedAsync(ChatErrors.Private, () => bob.JoinAsync(room));
            await Eventually.TrueAsync(
                async () => await CodeAsync(() => HistoryAsync(bob, room)) == ChatErrors.NotMember, "bob to be out of the room");
        }
    }

    [Fact]
    public async Task A_member_who_left_on_one_device_is_out_of_the_room_on_all_of_them()
    {
        foreach (var isPrivate in new[] { true, false })
        {
            var room = NewRoom();
            await using var bob = await ComeAsync("bob");
            await using var phone = await ComeAsync("ada");
            await using var near = await ComeAsync("ada");
            await using var laptop = await ComeAsync("ada", Two);
            await using var late = await ComeAsync("ada", Two);
            await CreateAsync(bob, new NewRoomRequest { Room = room, Private = isPrivate });
            await bob.JoinAsync(room);
            await bob.CallAsync<object?>(nameof(IChatHub.Invite), new InviteRequest { Room = room, User = Id("ada") });
            await Task.WhenAll(phone.JoinAsync(room), near.JoinAsync(room), laptop.JoinAsync(room), late.JoinAsync(room));
            var mine = await laptop.SendAsync(room, "mine");
            await LeaveAsync(phone, room);

            // At once: each write checks the membership, on any node.
            var react = new ReactRequest { Room = room, Seq = mine.Seq, Emoji = "+" };
            await RefusedAsync(ChatErrors.NotMember, () => near.SendAsync(room, "still here"));
            await RefusedAsync(ChatErrors.NotMember, () => HistoryAsync(near, room));
            await RefusedAsync(ChatErrors.NotMember, () => laptop.CallAsync<ChangeResult>(nameof(IChatHub.React), react));
            await RefusedAsync(ChatErrors.NotMember, () => HistoryAsync(laptop, room));
            await Eventually.TrueAsync(
                async () => await CodeAsync(() => HistoryAsync(late, room)) == ChatErrors.NotMember, "the last device to be out");
            await bob.SendAsync(room, "secret");
            await Eventually.TrueAsync(() => bob.Texts.Contains("secret"), "the message");
            Assert.All([phone, near, laptop, late], device => Assert.DoesNotContain("secret", device.Texts));
            if (isPrivate)
            {
                await RefusedAsync(ChatErrors.Private, () => laptop.JoinAsync(room));
            }
            else
            {
                await laptop.JoinAsync(room);
                await laptop.SendAsync(room, "again");
            }

            await Eventually.TrueAsync(() => bob.Events.Count(e => e.Kind == EventKind.Leave) == 1, "that she left");
        }
    }

    [Fact]
    public async Task Nothing_can_be_changed_or_asked_after_the_membership_ended_elsewhere()
    {
        var room = NewRoom();
        await using var bob = await ComeAsync("bob");
        await CreateAsync(bob, new NewRoomRequest { Room = room, Kind = RoomKind.Questions });
        await bob.JoinAsync(room);
        var target = await bob.SendAsync(room, "hello");
        Func<TestClient, Task>[] writes =
        [
            client => client.SendAsync(room, "why?"),
            client => client.CallAsync<ChangeResult>(nameof(IChatHub.Vote), new VoteRequest { Room = room, Seq = target.Seq }),
            client => client.CallAsync<ChangeResult>(
                nameof(IChatHub.React), new ReactRequest { Room = room, Seq = target.Seq, Emoji = "+" }),
        ];
        foreach (var write in writes)
        {
            await using var laptop = await ComeAsync("ada", Two);
            await laptop.JoinAsync(room);

            // As another node does it, before this one has heard of it.
            await One.Redis.GetDatabase().HashDeleteAsync(RedisKeys.Members(room), Id("ada"));
            await RefusedAsync(ChatErrors.NotMember, () => write(laptop));
            await RefusedAsync(ChatErrors.NotMember, () => HistoryAsync(laptop, room));
        }
    }

    [Fact]
    public async Task A_room_that_is_joined_first_on_two_nodes_has_one_owner()
    {
        for (var round = 0; round < 5; round++)
        {
            var room = NewRoom();
            await using var ada = await ComeAsync("ada");
            await using var bob = await ComeAsync("bob", Two);
            var joins = await Task.WhenAll(ada.JoinAsync(room), bob.JoinAsync(room));
            Assert.Single(joins, join => join.Role == RoomRole.Owner);
            Assert.Equal(joins[0].Epoch, joins[1].Epoch);
            Assert.True(await One.Redis.GetDatabase().SetContainsAsync(RedisKeys.Rooms, room));

            // The nodes know it too: only the owner can change the room.
            var (owner, other) = joins[0].Role is null ? (bob, ada) : (ada, bob);
            await RefusedAsync(ChatErrors.Forbidden, () => ChangeTopicAsync(other, room));
            await ChangeTopicAsync(owner, room);
        }
    }

    [Fact]
    public async Task Many_rooms_resume_in_one_call_in_order_and_each_event_once()
    {
        string[] names = [.. Enumerable.Range(0, 30).Select(_ => NewRoom())];
        var secret = NewRoom();
        await using var bob = await ComeAsync("bob");
        foreach (var name in names)
        {
            await bob.JoinAsync(name);
        }

        await CreateAsync(bob, new NewRoomRequest { Room = secret, Private = true });
        var ada = await ComeAsync("ada", Two);
        var first = await ada.JoinManyAsync(RequestsFor(names));
        Assert.Equal(names.Length, first.Rooms.Count);
        Assert.All(first.Rooms, room => Assert.NotNull(room.Result));
        await ada.DisposeAsync();

        // A few in each; in one more than a result has room for.
        await Task.WhenAll(names.Select(name => SendManyAsync(bob, name, name == names[3] ? 90 : 3)));
        await using var back = await ComeAsync("ada");
        var requests = first.Rooms.Select(room => new JoinRequest
        {
            Room = room.Room,
            Epoch = room.Result!.Epoch,
            After = room.Result.Head,
        }).ToList();
        requests.Insert(5, new JoinRequest { Room = secret });
        requests.Insert(9, new JoinRequest { Room = "Not a name" });
        requests.Add(requests[0]);
        var resumed = await back.JoinManyAsync(requests);
        Assert.Equal(requests.Select(request => request.Room), resumed.Rooms.Select(room => room.Room));
        Assert.Equal(
            [(5, ChatErrors.Private), (9, ChatErrors.BadRoom), (requests.Count - 1, ChatErrors.BadRequest)],
            resumed.Rooms.Index().Where(room => room.Item.Result is null).Select(room => (room.Index, ChatErrors.CodeOf(room.Item.Error))));
        Assert.All(resumed.Rooms.Where(room => room.Result is not null), room => Assert.False(room.Result!.Truncated));
        await Task.WhenAll(names.Select(name => bob.SendAsync(name, "live")));
        foreach (var (room, from) in resumed.Rooms.Where(room => room.Result is not null)
            .Select(room => (room, first.Rooms.Single(before => before.Room == room.Room).Result!.Head)))
        {
            var expected = room.Room == names[3] ? 91 : 4;
            IReadOnlyList<RoomEvent> Got() =>
            [
                .. room.Result!.Events, .. back.Batches.Where(batch => batch.Room == room.Room).SelectMany(batch => batch.Events)
                    .Where(e => e.Seq > (room.Result.Events is [.., var last] ? last.Seq : from)),
            ];
            await Eventually.TrueAsync(() => Got().Count(e => e.Seq > 0) >= expected, $"{expected} events in {room.Room}");
            Assert.Equal(Enumerable.Range(1, expected).Select(i => from + i), Got().Where(e => e.Seq > 0).Select(e => e.Seq));
            Assert.Equal("live", Got()[^1].Text);
        }
    }

    [Fact]
    public async Task A_call_joins_as_many_rooms_as_the_limits_allow()
    {
        await using var strict = await Node.StartAsync(
            "chatnode-3", Store, new Dictionary<string, string?> { ["Chat:Limits:MaxRoomsPerConnection"] = "3" });
        await using var ada = await ComeAsync("ada", strict);
        var first = NewRoom();
        await ada.JoinAsync(first);
        string[] names = [NewRoom(), NewRoom(), NewRoom(), first];
        var joined = await ada.JoinManyAsync(RequestsFor(names));
        Assert.Equal([true, true, false, true], joined.Rooms.Select(room => room.Result is not null));
        Assert.Equal(ChatErrors.TooManyRooms, ChatErrors.CodeOf(joined.Rooms[2].Error));
        await RefusedAsync(ChatErrors.BadRequest, () => ada.JoinManyAsync([]));
        await RefusedAsync(
            ChatErrors.BadRequest,
            () => ada.JoinManyAsync(RequestsFor(Enumerable.Range(0, JoinRoomsRequest.MaxRooms + 1).Select(i => $"r{i}"))));
    }

    private static JoinRequest[] RequestsFor(IEnumerable<string> rooms) => [.. rooms.Select(room => new JoinRequest { Room = room })];

    private static Task<object?> LeaveAsync(TestClient client, string room) =>
        client.CallAsync<object?>(nameof(IChatHub.LeaveRoom), new LeaveRequest { Room = room });

    private static async Task JoinAndLeaveAsync(TestClient client, string room)
    {
        await client.JoinAsync(room);
        await LeaveAsync(client, room);
    }

    private static Task<HistoryResult> HistoryAsync(TestClient client, string room) =>
        client.CallAsync<HistoryResult>(nameof(IChatHub.History), new HistoryRequest { Room = room, Limit = 200 });

    private static async Task<string?[]> TextsAsync(TestClient client, string room) =>
        [.. (await HistoryAsync(client, room)).Events.Where(e => e.Kind == EventKind.Message).Select(e => e.Text)];

    private static Task<object?> ChangeTopicAsync(TestClient client, string room) =>
        client.CallAsync<object?>(nameof(IChatHub.ChangeRoom), new RoomChangeRequest { Room = room, Topic = "mine" });

    private static async Task SendManyAsync(TestClient client, string room, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await client.SendAsync(room, $"m{i}");
        }
    }

    private static async Task<string> CodeAsync(Func<Task> call)
    {
        try
        {
            await call();
            return "";
        }
        catch (HubException refused)
        {
            return ChatErrors.CodeOf(refused.Message);
        }
    }

    private Task<Node> StartSmallAsync() => Node.StartAsync(
        "chatnode-3", Store, new Dictionary<string, string?> { ["Chat:Rooms:LogLength"] = $"{LogLength}" });
}

public sealed class JoiningTestsOnRedis(RedisStore store) : JoiningTests(store), IClassFixture<RedisStore>;

public sealed class JoiningTestsOnEmbeddedRedis(EmbeddedStore store) : JoiningTests(store), IClassFixture<EmbeddedStore>;
