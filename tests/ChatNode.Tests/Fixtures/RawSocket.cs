using System.Net.WebSockets;
using System.Text;
using AspireChat.Contracts;

namespace AspireChat.ChatNode.Tests.Fixtures;

/// <summary>A connection to a hub as bytes, past the handshake.</summary>
internal sealed class RawSocket : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();

    public static async Task<RawSocket> ConnectAsync(Node node, string user, string protocol)
    {
        var raw = new RawSocket();
        raw._socket.Options.SetRequestHeader("Authorization", $"Bearer {node.Token(user)}");
        using var limit = new CancellationTokenSource(Eventually.Bound);
        await raw._socket.ConnectAsync(new UriBuilder(new Uri(node.Url, ChatProtocol.HubPath)) { Scheme = "ws" }.Uri, limit.Token);
        await raw.SendAsync(Encoding.UTF8.GetBytes($$"""{"protocol":"{{protocol}}","version":1}""" + '\u001e'));
        await raw._socket.ReceiveAsync(new byte[256], limit.Token);
        return raw;
    }

    /// <summary>Sends bytes; does nothing if the server has closed the connection.</summary>
    public async Task SendAsync(byte[] bytes)
    {
        try
        {
            using var limit = new CancellationTokenSource(Eventually.Bound);
            await _socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, limit.Token);
        }
        catch (Exception closed) when (closed is WebSocketException or InvalidOperationException or IOException)
        {
        }
    }

    /// <summary>Receives records in JSON until one contains this, and returns it.</summary>
    public async Task<string> ReceiveAsync(string wanted)
    {
        using var limit = new CancellationTokenSource(Eventually.Bound);
        var buffer = new byte[16 * 1024];
        var received = "";
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer, limit.Token);
            received += Encoding.UTF8.GetString(buffer, 0, part.Count);
            if (received.Split('\u001e')[..^1].FirstOrDefault(record => record.Contains(wanted, StringComparison.Ordinal)) is { } record)
            {
                return record;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
