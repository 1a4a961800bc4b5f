using System.Net;
using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;
using AspireChat.Store.Moderation;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Options;

namespace AspireChat.ChatNode.Tests;

/// <summary>The hub is closed to whoever has no good token, and a node does not start without a good key.</summary>
public sealed class TokenTests(RedisStore store) : IClassFixture<RedisStore>
{
    public static TheoryData<string, string?> BadTokens => new()
    {
        { "none", null },
        { "garbage", "garbage" },
        { "expired", Tokens.Expired("alice", Node.SigningKey) },
        { "wrongly signed", Tokens.WronglySigned("alice") },
        {
            "unsigned",
            $"{Encode("""{"alg":"none","typ":"JWT"}""")}."
            + $"{Encode("""{"sub":"alice","iss":"aspirechat","aud":"aspirechat","exp":4102444800}""")}."
        },
    };

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task A_bad_token_is_refused_with_401(string kind, string? token)
    {
        await using var node = await Node.StartAsync("chatnode-1", store.ConnectionString);
        await using var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(node.Url, ChatProtocol.HubPath), http => http.AccessTokenProvider = () => Task.FromResult(token)).Build();
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => connection.StartAsync());
        Assert.True(refused.StatusCode == HttpStatusCode.Unauthorized, kind);
    }

    [Fact]
    public async Task A_token_can_be_sent_in_the_query()
    {
        await using var node = await Node.StartAsync("chatnode-1", store.ConnectionString);
        using var http = new HttpClient { BaseAddress = node.Url };
        var token = node.Token("alice");
        var negotiated = await http.PostAsync(
            new Uri($"{ChatProtocol.HubPath}/negotiate?negotiateVersion=1&access_token={token}", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.OK, negotiated.StatusCode);
    }

    [Fact]
    public async Task A_connection_is_closed_when_its_token_expires()
    {
        await using var node = await Node.StartAsync("chatnode-1", store.ConnectionString);
        // The node allows clocks to differ by 30 s, so a token that ended 22 s ago is good for long enough to connect on a busy machine.
        var token = Tokens.For("alice", Node.SigningKey, lifetime: TimeSpan.FromSeconds(-22));
        await using var connection = new HubConnectionBuilder()
            .WithUrl(
                new Uri(node.Url, ChatProtocol.HubPath),
                http => http.AccessTokenProvider = () => Task.FromResult<string?>(token))
            .Build();
        var closed = new TaskCompletionSource();
        connection.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await connection.StartAsync();
        await closed.Task.WaitAsync(Eventually.Bound);
    }

    [Fact]
    public async Task A_token_that_was_used_before_is_refused_once_its_session_is_revoked()
    {
        await using var node = await Node.StartAsync("chatnode-1", store.ConnectionString);
        using var http = new HttpClient { BaseAddress = node.Url };
        var user = $"user-{Guid.NewGuid():N}";
        var negotiate = new Uri(
            $"{ChatProtocol.HubPath}/negotiate?negotiateVersion=1&access_token={node.Token(user)}", UriKind.Relative);
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync(negotiate, null)).StatusCode);

        await node.Services.GetRequiredService<SanctionStore>().RevokeAsync(user);
        await node.Services.GetRequiredService<PolicyLog>().AddAsync(PolicyChange.OfUser(user));
        await Eventually.TrueAsync(
            async () => (await http.PostAsync(negotiate, null)).StatusCode == HttpStatusCode.Unauthorized, "the token is refused");
    }

    [Theory]
    [InlineData("")]
    [InlineData("too short")]
    public async Task A_node_does_not_start_without_a_key_of_32_bytes(string key)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(
            () => Node.StartAsync("chatnode-1", store.ConnectionString, new Dictionary<string, string?> { ["Chat:SigningKey"] = key }));
        Assert.Contains("Chat:SigningKey", refused.Message, StringComparison.Ordinal);
        Assert.Contains("at least 32 bytes", refused.Message, StringComparison.Ordinal);
    }

    private static string Encode(string json) =>
        Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
