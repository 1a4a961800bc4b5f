using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AspireChat.Cluster.Tests.Nodes;
using StackExchange.Redis;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary>Outside systems post and listen over Redis.</summary>
[Collection(nameof(AdminCollection))]
public sealed class InboxTests(AdminCluster fixture) : IAsyncLifetime
{
    private const string Inbox = "chat:inbox";

    private static readonly TimeSpan SendAgainAfter = TimeSpan.FromSeconds(3);

    private ConnectionMultiplexer _redis = null!;

    private ClusterInfo Info => fixture.Cluster.Info;

    public async ValueTask InitializeAsync() => _redis = await ConnectionMultiplexer.ConnectAsync(Info.Redis);

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task A_message_is_posted_once_however_often_it_is_sent()
    {
        const string room = "inbox-once";
        await using var alice = await Member.JoinAsync("alice", fixture.Cluster, Info.Hub, room);
        var id = Guid.NewGuid().ToString("N");
        var first = await AskAsync(new { id, room, text = "build 7 is green", bot = "builder", at = Now });
        var again = await AskAsync(new { id, room, text = "build 7 is green", bot = "builder", at = Now });
        Assert.False((bool)first["duplicate"]!);
        Assert.True((bool)again["duplicate"]!);
        Assert.Equal(((long)first["seq"]!, (long)first["at"]!), ((long)again["seq"]!, (long)again["at"]!));
        await Eventually.TrueAsync(() => alice.Shown.Any(e => e.Id == id), "the member sees it");
        var shown = Assert.Single(alice.Shown, e => e.Id == id);
        Assert.Equal(("bot:builder", "builder", "build 7 is green"), (shown.User, shown.Name, shown.Text));
    }

    [Fact]
    public async Task A_message_that_is_forged_or_signed_for_another_channel_gets_no_answer()
    {
        const string room = "inbox-forged";
        await using var alice = await Member.JoinAsync("alice", fixture.Cluster, Info.Hub, room);
        var id = Guid.NewGuid().ToString("N");
        var json = Json(new { id, room, text = "forged", at = Now });
        var subscriber = _redis.GetSubscriber();
        await using var replies = new Replies(subscriber, id);
        await replies.ReadyAsync();
        foreach (var forged in new[]
        {
            Sign(Inbox, json, "another key, which is long enough too"), Sign($"chat:replies:{id}", json, Info.AdminKey), json,
            $"v1 {new string('0', 64)}\n{json}", "",
        })
        {
            await subscriber.PublishAsync(RedisChannel.Literal(Inbox), forged);
        }

        // Messages are handled in order, so when this one is answered the others have been handled.
        var real = Guid.NewGuid().ToString("N");
        await AskAsync(new { id = real, room, text = "real", at = Now });
        await Eventually.TrueAsync(() => alice.Shown.Any(e => e.Id == real), "the real one is shown");
        Assert.DoesNotContain(alice.Shown, e => e.Id == id);
        Assert.Empty(replies.Received);
    }

    [Theory]
    [InlineData(-120, "stale-room", "text", "stale")]
    [InlineData(120, "stale-room", "text", "stale")]
    [InlineData(0, "no-such-room", "text", "not_found")]
    [InlineData(0, "refusals", " ", "bad_request")]
    public async Task A_stale_or_invalid_message_is_refused_with_the_reason(int seconds, string room, string text, string code)
    {
        var reply = await AskAsync(new { id = Guid.NewGuid().ToString("N"), room, text, at = Now + (seconds * 1_000) });
        Assert.StartsWith($"{code}: ", (string)reply["error"]!, StringComparison.Ordinal);
        Assert.Null(reply["seq"]);
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused()
    {
        var reply = await AskAsync(new { id = Guid.NewGuid().ToString("N"), room = "refusals", text = new string('x', 4_001), at = Now });
        Assert.StartsWith("bad_request: ", (string)reply["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_program_posts_and_listens()
    {
        const string room = "python-room";
        var program = Path.Combine(Repository.Root, "docs", "examples", "inbox.py");
        await using var alice = await Member.JoinAsync("alice", fixture.Cluster, Info.Hub, room);
        await using var listener = ServerProcess.Start("python3", [program, "--redis", Info.Redis, "listen", room]);
        string[] post = [program, "--redis", Info.Redis, "post", room, "Grüße aus Python", "--bot", "py"];

        // Before the listener has subscribed, it receives nothing. What it misses afterwards it reads from the log.
        List<(int ExitCode, string Output)> posted = [];
        await Eventually.TrueAsync(
            async () =>
            {
                await using var poster = ServerProcess.Start(
                    "python3", post, new Dictionary<string, string?> { ["CHAT_ADMIN_KEY"] = Info.AdminKey });
                await poster.WaitForExitAsync();
                posted.Add((poster.ExitCode, poster.Output));
                return listener.Output.Contains("bot:py", StringComparison.Ordinal);
            },
            "the listener prints what was posted");
        Assert.All(posted, run =>
        {
            Assert.True(run.ExitCode == 0, run.Output);
            Assert.False((bool)JsonNode.Parse(run.Output)!["duplicate"]!);
        });
        var heard = JsonNode.Parse(listener.Output.Split('\n').First(line => line.Contains("bot:py", StringComparison.Ordinal)))!;
        Assert.Equal("Grüße aus Python", (string?)heard["text"]);
        await Eventually.TrueAsync(() => alice.Shown.Any(e => e.User == "bot:py"), "the member sees it, too");

        await using var stranger = ServerProcess.Start(
            "python3", [.. post, "--id", "not-stored"], new Dictionary<string, string?> { ["CHAT_ADMIN_KEY"] = "" });
        await stranger.WaitForExitAsync();
        Assert.NotEqual(0, stranger.ExitCode);
    }

    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private static string Json(object message) => System.Text.Json.JsonSerializer.Serialize(message);

    private static string Sign(string channel, string json, string key) =>
        "v1 " + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{channel}\n{json}")))
        + $"\n{json}";

    /// <summary>Publishes a signed message until it is answered, since pub/sub can lose it, and checks the answer's signature.</summary>
    private async Task<JsonNode> AskAsync(object message)
    {
        var json = Json(message);
        var id = (string)JsonNode.Parse(json)!["id"]!;
        var subscriber = _redis.GetSubscriber();
        await using var replies = new Replies(subscriber, id);
        await replies.ReadyAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                await subscriber.PublishAsync(RedisChannel.Literal(Inbox), Sign(Inbox, json, Info.AdminKey));
                await Eventually.TrueAsync(() => replies.Received.Count > 0, "an answer to this one", SendAgainAfter);
                return true;
            },
            "there is an answer");
        var (signature, answer) = (replies.Received[0].Split('\n')[0], replies.Received[0].Split('\n', 2)[1]);
        Assert.Equal(Sign($"chat:replies:{id}", answer, Info.AdminKey).Split('\n')[0], signature);
        return JsonNode.Parse(answer)!;
    }

    /// <summary>The answers to a message.</summary>
    private sealed class Replies(ISubscriber subscriber, string id) : IAsyncDisposable
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _received = new();
        private readonly RedisChannel _channel = RedisChannel.Literal($"chat:replies:{id}");

        public IReadOnlyList<string> Received => [.. _received];

        public Task ReadyAsync() => subscriber.SubscribeAsync(_channel, (_, message) => _received.Enqueue(message.ToString()));

        public ValueTask DisposeAsync() => new(subscriber.UnsubscribeAsync(_channel));
    }
}
