using System.Globalization;
using System.Text;
using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;
using AspireChat.Store.Logs;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Tests;

/// <summary>A node keeps a room's newest events in memory, within bounds, and serves those who fell behind from there.</summary>
public sealed class RoomTailTests
{
    [Fact]
    public async Task A_client_that_fell_behind_catches_up_although_Redis_is_away()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var node = await Node.StartAsync(
            "chatnode-1", redis.Address, new Dictionary<string, string?> { ["Chat:Rooms:BehindLimit"] = "00:10:00" });
        using var behind = new CounterReading(node, "chat.connections.behind");
        await using var alice = await node.ConnectAsync("alice");
        await alice.JoinAsync("tail");
        await using var stuck = await StuckClient.JoinAsync(node.Url, node.Token("stuck"), "tail");
        await Eventually.TrueAsync(() => alice.Events.Any(e => e is { Kind: EventKind.Join, User: "stuck" }), "the stuck client's join");
        for (var sent = 0; behind.Value == 0 && sent < 5_000; sent++)
        {
            await alice.SendAsync("tail", new string('x', 4_000));
        }

        for (var sent = 0; sent < 20; sent++)
        {
            await alice.SendAsync("tail", "the last ones");
        }

        await Eventually.TrueAsync(
            () => alice.Texts.Count(text => text == "the last ones") == 20, "all messages for the client that reads");
        await redis.KillAsync();
        var seqs = new List<long>();
        var head = alice.Events[^1].Seq;
        Assert.False(await stuck.ReadAsync(seqs, () => seqs.Count > 0 && seqs[^1] >= head));
        Assert.Equal(Enumerable.Range(0, seqs.Count).Select(i => seqs[0] + i), seqs);
    }

    [Fact]
    public async Task Connections_that_need_the_same_part_of_a_log_share_one_read()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var node = await Node.StartAsync("chatnode-1", redis.Address);
        await using var alice = await node.ConnectAsync("alice");
        await alice.JoinAsync("shared");
        for (var sent = 0; sent < 60; sent++)
        {
            await alice.SendAsync("shared", "x");
        }

        var log = node.Services.GetRequiredService<SharedLogReads>();
        await using var admin = await ConnectionMultiplexer.ConnectAsync($"{redis.Address},allowAdmin=true");
        var server = admin.GetServers().Single();
        var before = await ScriptsAsync();
        var pages = await Task.WhenAll(Enumerable.Range(0, 200).Select(reader => log.ReadAfterAsync("shared", reader % 50)));
        Assert.InRange(await ScriptsAsync() - before, 1, 50);
        Assert.All(pages, (page, reader) => Assert.Equal((reader % 50) + 1, page.Events[0].Seq));
        Assert.All(pages, page => Assert.Equal(page.Head.Seq, page.End.Seq));

        // What the node itself runs meanwhile counts, too.
        async Task<long> ScriptsAsync() => (await server.InfoAsync("commandstats"))
            .SelectMany(section => section)
            .Where(entry => entry.Key is "cmdstat_eval" or "cmdstat_evalsha")
            .Sum(entry => long.Parse(entry.Value.Split('=', ',')[1], CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_tail_has_the_newest_events_without_gaps()
    {
        var (tails, tail) = (new RoomTails(maxEvents: 100), new RoomTail());
        tails.Add(tail, Batch("e", 41, 140));
        tails.Add(tail, Batch("e", 141, 170));
        Assert.Null(tails.ReadAfter(tail, new LogPosition("e", 69), 10));
        Assert.Equal(Json(71, 80), Texts(tails.ReadAfter(tail, new LogPosition("e", 70), 10)));
        Assert.Equal(Json(166, 170), Texts(tails.ReadAfter(tail, new LogPosition("e", 165), 10)));
        Assert.Null(tails.ReadAfter(tail, new LogPosition("e", 170), 10));
        Assert.Null(tails.ReadAfter(tail, new LogPosition("other", 165), 10));

        // What is missing from the log for good, and another epoch, begin a new tail.
        tails.Add(tail, Batch("e", 181, 182));
        Assert.Null(tails.ReadAfter(tail, new LogPosition("e", 170), 10));
        Assert.Equal(Json(182, 182), Texts(tails.ReadAfter(tail, new LogPosition("e", 181), 10)));
        tails.Add(tail, Batch("f", 183, 184));
        Assert.Null(tails.ReadAfter(tail, new LogPosition("e", 181), 10));
        Assert.Equal(Json(183, 184), Texts(tails.ReadAfter(tail, new LogPosition("f", 182), 10)));
    }

    [Fact]
    public void All_tails_together_are_bounded_and_the_quietest_rooms_go_first()
    {
        var tails = new RoomTails(maxBytes: 2_000);
        var (quiet, busy) = (new RoomTail(), new RoomTail());
        tails.Add(quiet, Batch("e", 1, 50));
        for (var seq = 1; seq <= 100; seq++)
        {
            tails.Add(busy, Batch("e", seq, seq));
            Assert.True(tails.Bytes <= 2_000);
        }

        Assert.Null(tails.ReadAfter(quiet, new LogPosition("e", 49), 10));
        Assert.Equal(Json(100, 100), Texts(tails.ReadAfter(busy, new LogPosition("e", 99), 10)));
        tails.Remove(busy);
        Assert.Equal(0, tails.Bytes);
    }

    [Fact]
    public async Task A_member_who_comes_back_to_an_open_room_gets_the_page_without_a_read_of_the_log()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var node = await Node.StartAsync("chatnode-1", redis.Address);
        await using var alice = await node.ConnectAsync("alice");
        await alice.JoinAsync("kept");
        for (var sent = 0; sent < 60; sent++)
        {
            await alice.SendAsync("kept", $"text {sent}");
        }

        await using var bob = await node.ConnectAsync("bob");
        var first = await bob.JoinAsync("kept");
        await Eventually.TrueAsync(() => alice.Events.Any(e => e is { Kind: EventKind.Join, User: "bob" }), "bob's join");
        await using var admin = await ConnectionMultiplexer.ConnectAsync($"{redis.Address},allowAdmin=true");
        var before = await PagesAsync();
        await using var again = await node.ConnectAsync("bob");
        var second = await again.JoinAsync("kept");
        Assert.Equal(first.Events, second.Events);
        Assert.Equal((first.Epoch, first.Head), (second.Epoch, second.Head));
        var resumed = await again.CallAsync<JoinResult>(
            nameof(IChatHub.JoinRoom), new JoinRequest { Room = "kept", Epoch = second.Epoch, After = second.Head - 10 });
        Assert.Equal(second.Events.TakeLast(10), resumed.Events);
        Assert.False(resumed.Truncated);
        Assert.Equal(before, await PagesAsync());

        // The log no longer has a deleted text, so nobody gets it from memory.
        var deleted = second.Events[^5].Seq;
        await alice.CallAsync<ChangeResult>(nameof(IChatHub.Delete), new DeleteRequest { Room = "kept", Seq = deleted });
        await Eventually.TrueAsync(() => again.Events.Any(e => e.Kind == EventKind.Delete), "the deletion");
        for (var joins = 0; joins < 3; joins++)
        {
            var page = await again.JoinAsync("kept");
            Assert.True(page.Events.Single(e => e.Seq == deleted).Removed);
        }

        async Task<long> PagesAsync() => (await admin.GetServers().Single().InfoAsync("commandstats"))
            .SelectMany(section => section)
            .Where(entry => entry.Key is "cmdstat_zrevrangebyscore" or "cmdstat_zrangebyscore")
            .Sum(entry => long.Parse(entry.Value.Split('=', ',')[1], CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_page_comes_from_the_tail_only_if_all_of_it_is_there()
    {
        var (tails, tail) = (new RoomTails(maxEvents: 100), new RoomTail());
        Assert.Null(Page(null, 10));
        tails.Add(tail, Batch("e", 41, 60));
        Assert.Equal(Json(51, 60), Texts([.. Page(null, 10)!.Events.Select(stored => stored.Json)]));
        Assert.Equal(new LogPosition("e", 60), Page(null, 10)!.Head);
        Assert.Null(Page(null, 21));
        Assert.Equal(Json(58, 60), Texts([.. Page(57, 10)!.Events.Select(stored => stored.Json)]));
        Assert.Equal(Json(41, 50), Texts([.. Page(40, 10)!.Events.Select(stored => stored.Json)]));
        Assert.Empty(Page(60, 10)!.Events);
        Assert.Null(Page(61, 10));
        Assert.Null(Page(39, 10));
        Assert.Null(tails.PageFor(tail, new LogPosition("e", 40), 10, 10, maxMissed: 19));
        Assert.Null(tails.PageFor(tail, new LogPosition("other", 57), 10, 10, 100));

        LogPage? Page(long? after, int size) =>
            tails.PageFor(tail, after is { } seq ? new LogPosition("e", seq) : null, size, size, 100);
    }

    private static FeedBatch Batch(string epoch, long first, long last)
    {
        var batch = new FeedBatch();
        batch.Begin(new LogPosition(epoch, first - 1));
        for (var seq = first; seq <= last; seq++)
        {
            batch.Add(seq, Encoding.UTF8.GetBytes(Json(seq, seq).Single()));
        }

        return batch;
    }

    private static IEnumerable<string> Json(long first, long last)
    {
        for (var seq = first; seq <= last; seq++)
        {
            yield return FormattableString.Invariant($$"""{"seq":{{seq}},"text":"x"}""");
        }
    }

    private static IEnumerable<string> Texts(List<ReadOnlyMemory<byte>>? events)
    {
        Assert.NotNull(events);
        return events.Select(json => Encoding.UTF8.GetString(json.Span));
    }
}
