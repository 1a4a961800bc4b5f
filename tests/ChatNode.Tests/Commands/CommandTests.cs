using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AspireChat.AdminNode.Commands;
using AspireChat.ChatNode.AdminModule;
using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.ServiceDefaults.Tokens;
using AspireChat.Store.Commands;
using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using AspireChat.Store.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Tests.Commands;

/// <summary>Commands to nodes, over a real Redis that goes away and comes back.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task A_node_started_without_Redis_takes_commands_once_Redis_is_up_and_after_an_outage()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await redis.StopAsync();
        await using var node = await Node.StartAsync("chatnode-1", redis.Address);
        var commands = CommandsOf(node);
        await Assert.ThrowsAnyAsync<RedisException>(() => SendAsync(commands, "undrain", []));

        await redis.StartAsync();
        await AnswersAsync(commands);
        await redis.StopAsync();
        await redis.StartAsync();
        await AnswersAsync(commands);
    }

    [Fact]
    public async Task A_command_for_one_node_runs_only_there()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var one = await Node.StartAsync("chatnode-1", redis.Address);
        await using var two = await Node.StartAsync("chatnode-2", redis.Address);
        var commands = CommandsOf(one);
        await Eventually.TrueAsync(async () => (await SendAsync(commands, "undrain", [])).Answers.Count == 2, "both are registered");
        var outcome = await SendAsync(commands, "drain", [], "chatnode-2");
        Assert.Equal((true, "chatnode-2"), (outcome.Complete, Assert.Single(outcome.Answers).Node));
        Assert.True(two.Services.GetRequiredService<Drain>().IsDraining);
        Assert.False(one.Services.GetRequiredService<Drain>().IsDraining);
    }

    [Fact]
    public async Task A_dead_node_is_reported_as_missing()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var node = await Node.StartAsync("chatnode-1", redis.Address);
        var outcome = await SendAsync(CommandsOf(node), "drain", [], "chatnode-9");
        Assert.Equal((false, "chatnode-9"), (outcome.Complete, Assert.Single(outcome.Missing)));
        Assert.Empty(outcome.Answers);
    }

    [Fact]
    public async Task A_handlers_refusal_or_failure_is_the_nodes_answer()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var node = await Node.StartAsync("chatnode-1", redis.Address);
        var commands = CommandsOf(node);
        await AnswersAsync(commands);
        var refused = await SendAsync(commands, "cut", []);
        Assert.False(refused.Complete);
        Assert.StartsWith("bad_request: ", Assert.Single(refused.Answers).Error, StringComparison.Ordinal);
        foreach (var share in new JsonNode[] { "many", 1.5, new JsonArray() })
        {
            var malformed = await SendAsync(commands, "disconnect", new JsonObject { ["sharePercent"] = share });
            Assert.StartsWith("malformed: 'sharePercent'", Assert.Single(malformed.Answers).Error, StringComparison.Ordinal);
        }

        await node.Redis.GetDatabase().StringSetAsync(RedisKeys.PolicyVersion, "not a number");
        var failed = await SendAsync(commands, "policy", []);
        Assert.StartsWith("failed: ", Assert.Single(failed.Answers).Error, StringComparison.Ordinal);
        await AnswersAsync(commands);
    }

    [Fact]
    public async Task Refusals_are_counted()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var node = await Node.StartAsync("chatnode-1", redis.Address);
        using var refused = new CounterReading(node, "chat.commands.refused");
        await AnswersAsync(CommandsOf(node));
        Assert.Equal(0, refused.Value);
        await node.Redis.GetSubscriber().PublishAsync(RedisChannel.Literal(RedisKeys.Commands), "{}");
        await Eventually.TrueAsync(() => refused.Value == 1, "one refusal");
        await SendAsync(CommandsOf(node), "explode", []);
        Assert.Equal(2, refused.Value);
    }

    [Fact]
    public async Task Many_commands_at_once_are_all_answered()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var node = await Node.StartAsync("chatnode-1", redis.Address);
        var commands = CommandsOf(node);
        await AnswersAsync(commands);
        var outcomes = new ConcurrentBag<bool>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 20 },
            async (_, _) => outcomes.Add(await SendAsync(commands, "undrain", []) is { Complete: true, Answers.Count: 1 }));
        Assert.Equal(200, outcomes.Count(complete => complete));
    }

    private static ClusterCommands CommandsOf(Node node) => new(
        node.Services.GetRequiredService<CommandChannel>(), node.Services.GetRequiredService<NodeRegistry>(),
        Options.Create(new CommandOptions { AnswersWithin = TimeSpan.FromSeconds(10) }), node.Services.GetRequiredService<StoreMetrics>(),
        TimeProvider.System, NullLogger<ClusterCommands>.Instance);

    private static async Task<Contracts.Admin.CommandOutcome> SendAsync(
        ClusterCommands commands, string type, JsonObject body, string? node = null) =>
        (await commands.SendAsync(type, body, "a test", node, CancellationToken.None)).Outcome;

    private static Task AnswersAsync(ClusterCommands commands) =>
        Eventually.TrueAsync(
            async () => await SendAsync(commands, "undrain", []) is { Complete: true, Answers.Count: 1 }, "the node answers");
}
