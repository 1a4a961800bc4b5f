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
}
