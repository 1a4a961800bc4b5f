using System.Net;
using System.Net.Sockets;
using System.Text;
using AspireChat.Bench.Systems;

namespace AspireChat.Bench.Load;

/// <summary>A member that receives by long polling and sends nothing.</summary>
internal sealed class PollingMember : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly IWire _wire;
    private readonly Deliveries _deliveries;
    private readonly int _number;

    private PollingMember(int number, IWire wire, Deliveries deliveries, HttpClient http, Uri address) =>
        (_number, _wire, _deliveries, _http, _address) = (number, wire, deliveries, http, address);

    /// <summary>Ends when the connection does.</summary>
    public Task Receiving { get; private set; } = Task.CompletedTask;

    public static async Task<PollingMember> JoinAsync(
        int number, IChatSystem system, string room, Deliveries deliveries, CancellationToken cancellationToken)
    {
        var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = (context, stop) => ConnectAsync(number, context, stop) });
        try
        {
            var address = await system.Wire.OpenPollingAsync(http, system.Ingress, system.TokenOf(number), cancellationToken);
            var member = new PollingMember(number, system.Wire, deliveries, http, address);
            foreach (var (say, answer) in system.Wire.Greeting)
            {
                // Socket.IO's first answer has come with the opening.
                if (say is not null)
                {
                    await member.AskAsync(say, record => record.StartsWith(answer, StringComparison.Ordinal), cancellationToken);
                }
            }

            await member.AskAsync(
                system.Wire.Call("JoinRoom", $$"""{"room":"{{room}}"}"""), record => system.Wire.IsAnswer(record, "JoinRoom"),
                cancellationToken);
            member.Receiving = member.ReceiveAsync(cancellationToken);
            return member;
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Receiving;
    }

    private static async ValueTask<Stream> ConnectAsync(int number, SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        // ip_hash puts the addresses of one such network on one node.
        socket.Bind(new IPEndPoint(new IPAddress([127, 200, 1, (byte)(1 + (number % 250))]), 0));
        await socket.ConnectAsync(context.DnsEndPoint, stop);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private async Task AskAsync(string say, Predicate<string> wanted, CancellationToken cancellationToken)
    {
        await PostAsync(say, cancellationToken);
        while (true)
        {
            foreach (var record in Encoding.UTF8.GetString(await PollAsync(cancellationToken)).Split((char)Member.RecordEnd))
            {
                if (wanted(record))
                {
                    return;
                }
            }
        }
    }

    private async Task PostAsync(string record, CancellationToken cancellationToken)
    {
        var end = _wire.OneRecordPerMessage ? "" : $"{(char)Member.RecordEnd}";
        using var content = new StringContent(record + end, Encoding.UTF8, "text/plain");
        using var answer = await _http.PostAsync(_address, content, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<byte[]> PollAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(_address, cancellationToken);
        return answer.StatusCode is HttpStatusCode.OK
            ? await answer.Content.ReadAsByteArrayAsync(cancellationToken)
            : throw new BenchException($"A poll was answered with {(int)answer.StatusCode}.");
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var received = await PollAsync(cancellationToken);
                _deliveries.Count(_number, received);
                if (_wire.ReplyTo(received) is { } reply)
                {
                    await PostAsync(reply, cancellationToken);
                }
            }
        }
        catch (Exception ended) when (
            ended is OperationCanceledException or HttpRequestException or BenchException or ObjectDisposedException)
        {
            // The end of the round or of the connection; what is missing counts as lost.
        }
    }
}
