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

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
