using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AspireChat.Cluster.Tests.Nodes;
using AspireChat.Contracts.Admin;
using StackExchange.Redis;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary>Commands on their way: access to Redis is not enough to forge or replay one.</summary>
[Collection(SteeredCluster.CollectionName)]
public sealed class CommandTests(SteeredCluster steered) : IAsyncLifetime
{
    private readonly CommandSigner _signer = new(steered.Cluster.Info.SigningKey);
    private readonly CommandSigner _stranger = new("some other key, which is long enough too");
    private readonly ConcurrentQueue<(string Channel, string Message)> _answers = [];
    private readonly string _user = $"victim-{Guid.NewGuid():N}";
    private ConnectionMultiplexer _redis = null!;
    private Member _victim = null!;
    private string _connection = null!;
    private int _saidBefore;

    public async ValueTask InitializeAsync()
    {
        _redis = await ConnectionMultiplexer.ConnectAsync(steered.Redis.Address);
        await _redis.GetSubscriber().SubscribeAsync(
            RedisChannel.Pattern("chat:replies:*"), (channel, message) => _answers.Enqueue(((string)channel!, (string)message!)));
        _victim = await steered.JoinAtAsync(0, _user, "commands");
        _connection = await Eventually.GetAsync(ConnectionAsync, "the victim's connection is listed");
    }

    public async ValueTask DisposeAsync()
    {
        await _victim.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task A_signed_command_is_carried_out_once_however_often_it_is_published()
    {
        var command = Cut();
        var message = _signer.Sign(command);
        await PublishAsync(message);
        await AnswersAsync(command, 3, answer => answer["error"] is null);
        var after = await Eventually.GetAsync(
            async () => await ConnectionAsync() is { } now && now != _connection ? now : null,
            "the victim was disconnected and has reconnected");

        await PublishAsync(message);
        await RefusedAsync("replayed");
        Assert.Equal(after, await ConnectionAsync());
    }

    [Theory]
    [InlineData("unsigned")]
    [InlineData("signed with another key")]
    [InlineData("changed after it was signed")]
    [InlineData("signed for another channel")]
    [InlineData("no message at all")]
    public async Task A_forged_command_is_refused(string how)
    {
        var signed = _signer.Sign(Cut("somebody else"));
        await PublishAsync(how switch
        {
            "unsigned" => Cut().ToJsonString(),
            "signed with another key" => _stranger.Sign(Cut()),
            "changed after it was signed" => signed.Replace("somebody else", _user, StringComparison.Ordinal),
            "signed for another channel" => _signer.Sign(Cut(), "chat:replies:1"),
            _ => "v1 ",
        });
        await RefusedAsync("forged");
        await NothingHappenedAsync();
    }

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public async Task A_command_that_is_too_old_or_from_the_future_is_refused_with_an_answer(int age)
    {
        var command = CommandSigner.New("cut", new JsonObject { ["user"] = _user }, TimeSpan.FromSeconds(age));
        await PublishAsync(_signer.Sign(command));
        await AnswersAsync(command, 3, answer => ((string?)answer["error"])!.StartsWith("stale: ", StringComparison.Ordinal));
        await RefusedAsync("stale");
        await NothingHappenedAsync();
    }

    [Fact]
    public async Task An_unknown_command_is_refused_with_an_answer()
    {
        var command = CommandSigner.New("explode", []);
        await PublishAsync(_signer.Sign(command));
        await AnswersAsync(command, 3, answer => ((string?)answer["error"])!.StartsWith("unknown_type: ", StringComparison.Ordinal));
        await NothingHappenedAsync();
    }

    [Fact]
    public async Task A_command_with_missing_fields_or_an_endless_deadline_is_refused()
    {
        await PublishAsync(_signer.Sign("""{"id":"1","type":"cut"}"""));
        await RefusedAsync("malformed");
        var endless = Cut();
        endless["deadline"] = DateTimeOffset.UtcNow.AddYears(1).ToUnixTimeMilliseconds();
        await PublishAsync(_signer.Sign(endless));
        await AnswersAsync(endless, 3, answer => ((string?)answer["error"])!.StartsWith("malformed: ", StringComparison.Ordinal));
        await NothingHappenedAsync();
    }

    [Fact]
    public async Task A_forged_answer_is_ignored()
    {
        // An attacker with access to Redis sees the command's id in time, but does not have the key.
        using var listening = new CancellationTokenSource();
        var subscriber = _redis.GetSubscriber();
        await subscriber.SubscribeAsync(RedisChannel.Literal(CommandSigner.Commands), (_, message) =>
        {
            var text = (string)message!;
            var id = (string)JsonNode.Parse(text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..])!["id"]!;
            var channel = $"chat:replies:{id}";
            subscriber.Publish(RedisChannel.Literal(channel), _stranger.Sign(new JsonObject { ["node"] = "chatnode-0" }, channel));
        });
        for (var i = 0; i < 10; i++)
        {
            var outcome = await steered.CommandAsync(HttpMethod.Post, "nodes/chatnode-1/undrain");
            Assert.True(outcome.Complete);
            Assert.Equal("chatnode-1", Assert.Single(outcome.Answers).Node);
        }

        await subscriber.UnsubscribeAsync(RedisChannel.Literal(CommandSigner.Commands));
    }

    [Fact]
    public async Task A_node_killed_during_commands_is_reported_missing_and_the_others_have_answered()
    {
        await using var there = await steered.JoinAtAsync(2, "on-the-killed-node", "killed");
        await using var other = await steered.JoinAtAsync(0, "on-another-node", "killed");
        var others = await Eventually.GetAsync(
            async () =>
            {
                var found = await steered.GetAsync("connections?user=on-another-node", AdminJson.Default.PageConnectionInfo);
                return found.Items is [var one] ? one : null;
            },
            "the other's connection is listed");
        await steered.EndAsync("kill", "chatnode-3");

        // All at once, since the dead node's lease expires soon, and then its answer is not awaited.
        var reading = steered.GetAsync("connections?limit=200", AdminJson.Default.PageConnectionInfo);
        var outcome = await steered.CommandAsync(HttpMethod.Delete, $"connections/{_connection}");
        var page = await reading;
        Assert.Equal("chatnode-3", Assert.Single(page.Missing!));
        Assert.Contains(page.Items, connection => connection.Id == others.Id);
        Assert.Equal((false, "chatnode-3"), (outcome.Complete, Assert.Single(outcome.Missing)));
        Assert.Equal(["chatnode-1", "chatnode-2"], outcome.Answers.Select(answer => answer.Node));
        await Eventually.TrueAsync(async () => await steered.FindNodeAsync("chatnode-3") is null, "the killed node is not listed");
        await steered.StartAgainAsync("chatnode-3");
        await Eventually.TrueAsync(
            async () => (await steered.GetAsync("connections", AdminJson.Default.PageConnectionInfo)).Missing is [], "all nodes answer");
    }

    private JsonObject Cut(string? user = null) => CommandSigner.New("cut", new JsonObject { ["user"] = user ?? _user });

    private async Task PublishAsync(string message)
    {
        _saidBefore = steered.Cluster.Output.Length;
        await _redis.GetSubscriber().PublishAsync(RedisChannel.Literal(CommandSigner.Commands), message);
    }

    private async Task<string?> ConnectionAsync() =>
        (await steered.GetAsync($"connections?user={_user}", AdminJson.Default.PageConnectionInfo)).Items is [var one] ? one.Id : null;

    private Task AnswersAsync(JsonObject command, int count, Func<JsonNode, bool> right) => Eventually.TrueAsync(
        () =>
        {
            var channel = $"chat:replies:{command["id"]}";
            var ours = _answers.Where(answer => answer.Channel == channel)
                .Select(answer => _signer.Open(channel, answer.Message)!).ToList();
            return ours.Count == count && ours.TrueForAll(answer => right(answer));
        },
        $"{count} right answers");

    /// <summary>All nodes log the reason.</summary>
    private Task RefusedAsync(string code) => Eventually.TrueAsync(
        () => steered.Cluster.Output[_saidBefore..].Split('\n')
            .Count(line => line.Contains($"was refused: {code}: ", StringComparison.Ordinal)) >= 3,
        $"the nodes refuse it as {code}");

    /// <summary>Commands are carried out in order. When a later one is answered, the earlier one was not carried out.</summary>
    private async Task NothingHappenedAsync()
    {
        Assert.Equal(_connection, await ConnectionAsync());
        await steered.CommandAsync(HttpMethod.Post, "nodes/chatnode-1/undrain");
        Assert.Equal(_connection, await ConnectionAsync());
    }
}
