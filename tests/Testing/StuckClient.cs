using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace AspireChat.Testing;

/// <summary>
/// A client on a raw WebSocket with tiny buffers. It joins a room and then does not read until it is told to. It sends pings as every
/// SignalR client does: a node ends a connection that sends nothing for 30 s, and that is not what is tested with it.
/// </summary>
public sealed class StuckClient : IAsyncDisposable
{
    private const char RecordSeparator = '\u001e';
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(5);

    private readonly ClientWebSocket _socket;
    private readonly HttpMessageInvoker _http;
    private readonly CancellationTokenSource _disposed = new();

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
        _ = stuck.PingAsync();
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
        _disposed.Cancel();
        _socket.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task SendAsync(string json) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(json + RecordSeparator), WebSocketMessageType.Text, true, _disposed.Token);

    private async Task PingAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(PingInterval);
            while (await timer.WaitForNextTickAsync(_disposed.Token))
            {
                await SendAsync("""{"type":6}""");
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // The connection has ended.
        }
    }

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
