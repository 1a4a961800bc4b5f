using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace AspireChat.Testing;

/// <summary>A client on a raw WebSocket with tiny buffers. It joins a room and then does not read until it is told to.</summary>
public sealed class StuckClient : IAsyncDisposable
{
    private const char RecordSeparator = '\u001e';

    private readonly ClientWebSocket _socket;
    private readonly HttpMessageInvoker _http;

    private StuckClient(ClientWebSocket socket, HttpMessageInvoker http) => (_socket, _http) = (socket, http);

    public static async Task<StuckClient> JoinAsync(Uri node, string token, string room)
    {
        var http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        var client = new ClientWebSocket();
        client.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        var address = new UriBuilder(new Uri(node, "/hubs/chat")) { Scheme = "ws" }.Uri;
        await client.ConnectAsync(address, http, CancellationToken.None);
        var stuck = new StuckClient(client, http);
        await stuck.SendAsync("""{"protocol":"json","version":1}""");
        await stuck.SendAsync($$"""{"type":1,"invocationId":"1","target":"JoinRoom","arguments":[{"room":"{{room}}"}]}""");
        return stuck;
    }

    /// <summary>Reads until the connection ends or <paramref name="enough"/> is content with the seqs that came so far.</summary>
    /// <returns>Whether it ended.</returns>
    public async Task<bool> ReadAsync(List<long> seqs, Func<bool> enough)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var pending = new StringBuilder();
        var buffer = new byte[65_536];
        while (!enough())
        {
            try
            {
                var read = await _socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
                if (read.MessageType == WebSocketMessageType.Close)
                {
                    return true;
                }

                pending.Append(Encoding.UTF8.GetString(buffer, 0, read.Count));
            }
            catch (WebSocketException)
            {
                return true;
            }

            foreach (var frame in TakeFrames(pending))
            {
                seqs.AddRange(SeqsOf(frame));
            }
        }

        return false;
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task SendAsync(string json) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(json + RecordSeparator), WebSocketMessageType.Text, true, CancellationToken.None);

    private static string[] TakeFrames(StringBuilder pending)
    {
        var text = pending.ToString();
        var end = text.LastIndexOf(RecordSeparator);
        pending.Clear().Append(text.AsSpan(end + 1));
        return end < 0 ? [] : text[..end].Split(RecordSeparator);
    }

    private static IEnumerable<long> SeqsOf(string frame)
    {
        using var json = JsonDocument.Parse(frame);
        return json.RootElement.TryGetProperty("target", out var target) && target.GetString() == "Receive"
            ? [.. json.RootElement.GetProperty("arguments")[0].GetProperty("events").EnumerateArray()
                .Select(e => e.GetProperty("seq").GetInt64()).Where(seq => seq > 0)]
            : [];
    }
}
