using System.Text;
using AspireChat.ChatNode.Tests.Fixtures;

namespace AspireChat.ChatNode.Tests;

/// <summary>What a call's answer looks like on the wire.</summary>
public sealed class AnswerTests(RedisStore store) : IClassFixture<RedisStore>
{
    /// <summary>A page of fifty events would carry as many bytes of nulls as of text.</summary>
    [Fact]
    public async Task An_answer_leaves_out_what_is_not_set()
    {
        await using var node = await Node.StartAsync("chatnode-1", store.ConnectionString);
        await using var ada = await RawSocket.ConnectAsync(node, "ada", "json");
        await ada.SendAsync(Encoding.UTF8.GetBytes(
            """{"type":1,"invocationId":"1","target":"JoinRoom","arguments":[{"room":"answers"}]}""" + '\u001e'));
        var answer = await ada.ReceiveAsync("\"invocationId\":\"1\"");
        Assert.Contains("\"kind\":\"join\"", answer);
        Assert.DoesNotContain("null", answer);
    }

    /// <summary>As it must be while a cluster is updated node by node.</summary>
    [Fact]
    public async Task A_page_passes_on_what_only_a_newer_version_knows()
    {
        await using var node = await Node.StartAsync("chatnode-1", store.ConnectionString);
        var room = await StoreAsync(
            node, """{"seq":1,"kind":"message","user":"bob","at":7,"node":"x","text":"hello","mood":{"of":"spring"}}""");
        await using var ada = await RawSocket.ConnectAsync(node, "ada", "json");
        const string news = """
            "text":"hello","mood":{"of":"spring"}
            """;
        Assert.Contains(news, await CallAsync(ada, "JoinRoom", $$"""{"room":"{{room}}"}"""));
        Assert.Contains(news, await CallAsync(ada, "History", $$"""{"room":"{{room}}","limit":10}"""));
    }

    [Theory]
    [InlineData("""{"seq":1,"kind":"message",""")]
    [InlineData("""{"seq":1,"kind":"message"}{}""")]
    [InlineData("{\"seq\":1,\"kind\":\"message\",\"text\":\"\u001e\"}")]
    public async Task An_entry_of_a_log_that_is_not_JSON_fails_the_call_and_leaves_the_connection_alone(string entry)
    {
        await using var node = await Node.StartAsync("chatnode-1", store.ConnectionString);
        var room = await StoreAsync(node, entry);
        await using var ada = await RawSocket.ConnectAsync(node, "ada", "json");
        Assert.Contains("\"error\":", await CallAsync(ada, "JoinRoom", $$"""{"room":"{{room}}"}"""));
        Assert.Contains("\"node\":\"chatnode-1\"", await CallAsync(ada, "Hello", ""));
    }

    /// <summary>A room whose log has this entry.</summary>
    private static async Task<string> StoreAsync(Node node, string entry)
    {
        var room = $"answers-{Guid.NewGuid():N}"[..16];
        await node.Redis.GetDatabase().HashSetAsync($"chat:{{{room}}}:head", [new("epoch", "e1"), new("seq", 1)]);
        await node.Redis.GetDatabase().SortedSetAddAsync($"chat:{{{room}}}:log", entry, 1);
        return room;
    }

    private static async Task<string> CallAsync(RawSocket socket, string method, string argument)
    {
        var id = Guid.NewGuid().ToString("N");
        await socket.SendAsync(Encoding.UTF8.GetBytes(
            $$"""{"type":1,"invocationId":"{{id}}","target":"{{method}}","arguments":[{{argument}}]}""" + '\u001e'));
        return await socket.ReceiveAsync($"\"invocationId\":\"{id}\"");
    }
}
