using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using AspireChat.Bench.Systems;

namespace AspireChat.Bench.Load;

/// <summary>
/// A member's connection. It uses a plain WebSocket and searches for the messages' marks instead of parsing, so that the generator
/// needs little of the CPU that it shares with the measured system.
/// </summary>
internal sealed partial class Member : IAsyncDisposable
{
    /// <summary>What each record ends with in SignalR's JSON protocol; here in any.</summary>
    public const byte RecordEnd = 0x1e;

    private readonly ClientWebSocket _socket = new();
    private readonly HttpMessageInvoker _invoker;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly IWire _wire;
    private readonly int _number;
    private readonly Deliveries _deliveries;
    private byte[] _buffer = new byte[4_096];
    private int _filled;

    private Member(int number, IWire wire, Deliveries deliveries)
    {
        (_number, _wire, _deliveries) = (number, wire, deliveries);

        var source = SourceOf(number);
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(source, 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
    }

    /// <summary>
    /// The address that a member connects from. ip_hash uses the first three octets, so each member gets its own three.
    /// </summary>
    public static IPAddress SourceOf(int number) => new([127, (byte)(1 + (number / 250)), (byte)(1 + (number % 250)), 1]);

    /// <summary>The node that it is on.</summary>
    public string Node { get; private set; } = "";

    /// <summary>Sends that were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Ends when the connection does.</summary>
    public Task Receiving { get; private set; } = Task.CompletedTask;

    /// <summary>Its rooms, with the positions from which it resumes.</summary>
    public IReadOnlyList<RoomPlace> Places { get; private set; } = [];

    public int Number => _number;

    /// <summary>Connects and joins rooms, or resumes there.</summary>
    public static async Task<Member> JoinAsync(
        int number, IChatSystem system, IReadOnlyList<RoomPlace> rooms, Deliveries deliveries, CancellationToken cancellationToken)
    {
        var wire = system.Wire;
        var member = new Member(number, wire, deliveries);
        try
        {
            await member._socket.ConnectAsync(wire.Address(system.Ingress, system.TokenOf(number)), member._invoker, cancellationToken);
            foreach (var (say, answer) in wire.Greeting)
            {
                if (say is not null)
                {
                    await member.WriteAsync(say, cancellationToken);
                }

                await member.NextRecordAsync(record => record.StartsWith(answer, StringComparison.Ordinal), cancellationToken);
            }

            member.Node = NodeName().Match(await member.InvokeAsync("Hello", "", cancellationToken)).Groups[1].Value;
            var places = new List<RoomPlace>();
            foreach (var (target, argument) in wire.Join(rooms))
            {
                var answer = await member.InvokeAsync(target, argument, cancellationToken);

                // Not parsed for one room: no row needs its place, and the generator shares the processors.
                places.AddRange(rooms.Count > 1 ? wire.PlacesIn(answer) ?? [] : []);
            }

            member.Places = places.Count > 0 ? places : rooms;
            member.Receiving = member.ReceiveAsync(cancellationToken);
            return member;
        }
        catch
        {
            await member.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends without waiting for the answer.</summary>
    public Task SendAsync(string room, string id, string text, CancellationToken cancellationToken) =>
        WriteAsync(_wire.Send(room, id, text), cancellationToken);

    /// <summary>Says <see cref="IWire.Ping"/>.</summary>
    public Task PingAsync(CancellationToken cancellationToken) => WriteAsync(_wire.Ping!, cancellationToken);

    public ValueTask DisposeAsync()
    {
        // Aborted, not closed: a thousand closing handshakes would take time.
        _socket.Abort();
        _socket.Dispose();
        _invoker.Dispose();
        _writing.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> InvokeAsync(string target, string argument, CancellationToken cancellationToken)
    {
        await WriteAsync(_wire.Call(target, argument), cancellationToken);
        var answer = await NextRecordAsync(record => _wire.IsAnswer(record, target), cancellationToken);
        return answer.Contains("\"error\":\"", StringComparison.Ordinal)
            ? throw new BenchException($"{target} was refused: {answer[..Math.Min(answer.Length, 300)]}")
            : answer;
    }

    private async Task<string> NextRecordAsync(Predicate<string> wanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            var end = _buffer.AsSpan(0, _filled).IndexOf(RecordEnd);
            if (end < 0)
            {
                await FillAsync(cancellationToken);
                continue;
            }

            var record = Encoding.UTF8.GetString(_buffer.AsSpan(0, end));
            Drop(end + 1);
            if (wanted(record))
            {
                return record;
            }
        }
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var begin = 0;
                for (int length; (length = _buffer.AsSpan(begin, _filled - begin).IndexOf(RecordEnd)) >= 0; begin += length + 1)
                {
                    Count(_buffer.AsSpan(begin, length));
                    if (_wire.ReplyTo(_buffer.AsSpan(begin, length)) is { } reply)
                    {
                        await WriteAsync(reply, cancellationToken);
                    }
                }

                Drop(begin);

                await FillAsync(cancellationToken);
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested || _socket.State != WebSocketState.Open)
        {
            // The end of the round or of the connection; what is missing counts as lost.
        }
    }

    private void Count(ReadOnlySpan<byte> record)
    {
        _deliveries.Count(_number, record);
        if (record.IndexOf("\"error\":"u8) >= 0)
        {
            Refused++;
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        // One byte is kept for the record's end.
        if (_filled >= _buffer.Length - 1)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await _socket.ReceiveAsync(_buffer.AsMemory(_filled..^1), cancellationToken);
        if (read.MessageType == WebSocketMessageType.Close)
        {
            throw new BenchException($"The server closed member {_number}'s connection.");
        }

        _filled += read.Count;
        if (read.EndOfMessage && _wire.OneRecordPerMessage)
        {
            _buffer[_filled++] = RecordEnd;
        }
    }

    [GeneratedRegex("\"node\":\"([^\"]+)\"")]
    private static partial Regex NodeName();

    private void Drop(int count)
    {
        _buffer.AsSpan(count, _filled - count).CopyTo(_buffer);
        _filled -= count;
    }

    private async Task WriteAsync(string record, CancellationToken cancellationToken)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(record.Length) + 1);
        var length = Encoding.UTF8.GetBytes(record, bytes);
        if (!_wire.OneRecordPerMessage)
        {
            bytes[length++] = RecordEnd;
        }

        await _writing.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(
                bytes.AsMemory(0, length), WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, cancellationToken);
        }
        finally
        {
            _writing.Release();
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
