using System.Net;
using AspireChat.AdminNode.Commands;
using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;
using AspireChat.Store.Commands;
using AspireChat.Store.Nodes;
using AspireChat.Store.Telemetry;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AspireChat.ChatNode.Tests;

/// <summary>The signing key is changed while the cluster runs: docs/operations.md, "Changing the keys".</summary>
public sealed class KeyChangeTests
{
    private const string Old = Node.SigningKey;
    private const string New = "the next signing key, 32 bytes or more too";

    [Fact]
    public async Task During_a_change_all_nodes_accept_the_tokens_attachments_and_commands_of_both_keys()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var before = await Node.StartAsync("chatnode-1", redis.Address, Keys(Old, New));
        await using var after = await Node.StartAsync("chatnode-2", redis.Address, Keys(New, Old));
        foreach (var node in new[] { before, after })
        {
            foreach (var key in new[] { Old, New })
            {
                await using var ada = await ConnectAsync(node, key);
                await ada.JoinAsync("keys");
                var sent = await ada.CallAsync<SendResult>(nameof(IChatHub.Send), new SendRequest
                {
                    Room = "keys",
                    Id = MessageId.New(),
                    Text = "",
                    Attachments = [Tokens.Attachment("ada", key, "cat.png", "image/png", 12)],
                });
                Assert.True(sent.Seq > 0);
            }

            var commands = new ClusterCommands(
                node.Services.GetRequiredService<CommandChannel>(), node.Services.GetRequiredService<NodeRegistry>(),
                Options.Create(new CommandOptions { AnswersWithin = TimeSpan.FromSeconds(10) }),
                node.Services.GetRequiredService<StoreMetrics>(), TimeProvider.System, NullLogger<ClusterCommands>.Instance);
            await Eventually.TrueAsync(
                async () => (await commands.SendAsync("undrain", [], "a test", null, CancellationToken.None)).Outcome
                    is { Complete: true, Answers.Count: 2 },
                "both nodes answer");
        }
    }

    [Fact]
    public async Task After_a_change_the_old_key_is_refused()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var node = await Node.StartAsync("chatnode-1", redis.Address, Keys(New, null));
        await using var ada = await ConnectAsync(node, New);
        await ada.JoinAsync("keys");
        var old = await Assert.ThrowsAsync<HttpRequestException>(() => ConnectAsync(node, Old));
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        var refused = await Assert.ThrowsAsync<HubException>(() => ada.CallAsync<SendResult>(nameof(IChatHub.Send), new SendRequest
        {
            Room = "keys",
            Id = MessageId.New(),
            Text = "",
            Attachments = [Tokens.Attachment("ada", Old, "cat.png", "image/png", 12)],
        }));
        Assert.Contains(ChatErrors.BadRequest, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_does_not_start_with_a_second_key_that_is_too_short()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(
            () => Node.StartAsync("chatnode-1", "127.0.0.1:1", Keys(New, "too short")));
        Assert.Contains("Chat:SecondSigningKey has 9 bytes", refused.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Keys(string key, string? second) =>
        new() { ["Chat:SigningKey"] = key, ["Chat:SecondSigningKey"] = second };

    private static async Task<TestClient> ConnectAsync(Node node, string key)
    {
        var client = new TestClient(node.NewConnectionWith(Tokens.For("ada", key)));
        try
        {
            await client.Connection.StartAsync();
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }
}
