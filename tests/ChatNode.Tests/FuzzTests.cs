using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;
using AspireChat.Store.Commands;
using AspireChat.Store.Logs;
using AspireChat.Store.Redis;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Tests;

/// <summary>Whatever a client or Redis sends, a node goes on, and every call is answered or refused on purpose.</summary>
public sealed class FuzzTests(RedisStore store) : IClassFixture<RedisStore>
{
    private const string Room = "fuzz";

    /// <summary>The calls, and the properties of their requests.</summary>
    private static readonly (string Method, string[] Properties)[] Calls =
    [
        .. from method in typeof(IChatHub).GetMethods()
           let request = method.GetParameters().SingleOrDefault()?.ParameterType
           where request is not null
           let names = request.GetProperties().Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..])
           select (method.Name, names.ToArray()),
    ];

    [Theory]
    [InlineData("json")]
    [InlineData("messagepack")]
    public async Task A_node_survives_any_frame(string protocol)
    {
        await using var node = await Node.StartAsync("chatnode-1", store.ConnectionString);
        await using var watch = new FailureWatch(node);
        await using var ada = new TestClient(node.NewConnection("ada"));
        await ada.Connection.StartAsync();
        await ada.JoinAsync(Room);
        await Fuzz.RunAsync(120, random => MakeFrame(random, protocol), async frame =>
        {
            await using var mallory = await RawSocket.ConnectAsync(node, "mallory", protocol);
            await mallory.SendAsync(Frame(protocol, nameof(IChatHub.JoinRoom), $$"""{"room":"{{Room}}"}"""));
            await mallory.SendAsync(frame);
            Assert.True((await ada.SendAsync(Room, "still here")).Seq > 0);
            watch.AssertNone();
        });
    }

    [Fact]
    public async Task A_call_with_any_argument_is_answered_or_refused_with_a_code()
    {
        await using var node = await Node.StartAsync("chatnode-1", store.ConnectionString);
        await using var watch = new FailureWatch(node);
        await using var ada = new TestClient(node.NewConnection("ada"));
        await ada.Connection.StartAsync();
        await ada.JoinAsync(Room);
        await Fuzz.RunAsync(300, random =>
        {
            var (method, properties) = Calls[random.Next(Calls.Length)];
            return $"{method} {Json(random, properties)}";
        }, async call =>
        {
            var (method, json) = call.Split(' ', 2) is [var first, var rest] ? (first, rest) : throw new InvalidOperationException();
            try
            {
                JsonNode.Parse(json);
            }
            catch (Exception wrong) when (wrong is System.Text.Json.JsonException or ArgumentException)
            {
                return; // The client library cannot send it; A_node_survives_any_frame does.
            }

            try
            {
                await ada.Connection.InvokeAsync<object?>(method, new RawJson(json)).WaitAsync(Eventually.Bound);
            }
            catch (HubException)
            {
            }

            watch.AssertNone();
            Assert.Equal(HubConnectionState.Connected, ada.Connection.State);
        });
    }

    [Fact]
    public async Task A_node_survives_any_command()
    {
        await using var node = await Node.StartAsync("chatnode-1", store.ConnectionString);
        var key = node.Services.GetRequiredService<CommandKey>();
        string[] types =
            [CommandTypes.Connections, CommandTypes.Disconnect, CommandTypes.Undrain, CommandTypes.Notify, CommandTypes.Policy, "x"];
        string[] arguments = ["user", "room", "text", "id", "kind", "version", "sharePercent", "withinMs", "after", "limit"];
        await using var watch = new FailureWatch(node, "CommandListener");
        var subscriber = node.Redis.GetSubscriber();
        await Fuzz.RunAsync(200, random =>
        {
            var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            var json = random.Next(4) == 0
                ? FuzzInput.Json(random)
                : $$"""
                    {"id":"{{Guid.NewGuid():N}}","type":"{{types[random.Next(types.Length)]}}",
                    "issuer":{{FuzzInput.Quote(FuzzInput.Text(random, 3))}},
                    "at":{{now}},"deadline":{{now + 5_000}},"body":{{FuzzInput.Json(random, arguments)}} }
                    """;
            var message = Encoding.UTF8.GetBytes(key.Sign(RedisKeys.Commands, json));
            return random.Next(3) == 0 ? FuzzInput.Mutate(random, message) : message;
        }, async message =>
        {
            _ = key.Open(RedisKeys.Commands, Encoding.UTF8.GetString(message));
            await subscriber.PublishAsync(RedisChannel.Literal(RedisKeys.Commands), message);
        });

        // Commands are taken one after another, so the earlier ones have been, too.
        var (id, at) = (Guid.NewGuid().ToString("N"), DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        var answered = new TaskCompletionSource();
        await subscriber.SubscribeAsync(RedisChannel.Literal(RedisKeys.Replies(id)), (_, _) => answered.TrySetResult());
        var last = $$"""{"id":"{{id}}","type":"undrain","issuer":"a test","at":{{at}},"deadline":{{at + 30_000}},"body":{} }""";
        await subscriber.PublishAsync(RedisChannel.Literal(RedisKeys.Commands), key.Sign(RedisKeys.Commands, last));
        await answered.Task.WaitAsync(Eventually.Bound);
        watch.AssertNone();
    }

    [Fact]
    public Task Any_feed_entry_is_read_or_refused()
    {
        var valid = Encoding.UTF8.GetBytes(
            "12 0123456789ab 1700000000000 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n"
            + """{"seq":12,"kind":"message","text":"hi"}""");
        return Fuzz.RunAsync(2_000, random => FuzzInput.Mutate(random, valid), entry =>
        {
            if (FeedEntry.TryParse(entry, out var read))
            {
                Assert.True(read is { Seq: >= 0, At: >= 0, Epoch.Length: > 0 });
                try
                {
                    _ = StoredEvent.Parse(read.Json);
                }
                catch (FormatException)
                {
                }
            }

            return Task.CompletedTask;
        });
    }

    private static byte[] MakeFrame(Random random, string protocol)
    {
        var (method, properties) = Calls[random.Next(Calls.Length)];
        if (protocol == "json")
        {
            var json = Encoding.UTF8.GetBytes(
                $$"""{"type":1,"invocationId":"1","target":"{{method}}","arguments":[{{Json(random, properties)}}]}""" + '\u001e');
            return random.Next(2) == 0 ? FuzzInput.Mutate(random, json) : json;
        }

        var arguments = properties.Where(_ => random.Next(5) > 0).ToDictionary(name => name, _ => Value(random, 0));
        var output = new ArrayBufferWriter<byte>();
        new MessagePackHubProtocol().WriteMessage(new InvocationMessage("1", method, [arguments]), output);
        return random.Next(2) == 0 ? FuzzInput.Mutate(random, output.WrittenSpan.ToArray()) : output.WrittenSpan.ToArray();
    }

    private static byte[] Frame(string protocol, string method, string json)
    {
        if (protocol == "json")
        {
            return Encoding.UTF8.GetBytes($$"""{"type":1,"invocationId":"0","target":"{{method}}","arguments":[{{json}}]}""" + '\u001e');
        }

        var arguments = JsonNode.Parse(json)!.AsObject().ToDictionary(one => one.Key, one => (object?)one.Value!.GetValue<string>());
        var output = new ArrayBufferWriter<byte>();
        new MessagePackHubProtocol().WriteMessage(new InvocationMessage("0", method, [arguments]), output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>A request: usually with a room that exists, so that more than its name is checked.</summary>
    private static string Json(Random random, string[] properties)
    {
        var json = FuzzInput.Json(random, properties);
        return properties.Contains("room") && random.Next(4) > 0 && json.Length > 2 ? $"{json[..^1]},\"room\":\"{Room}\"}}" : json;
    }

    private static object? Value(Random random, int depth) => random.Next(depth > 3 ? 6 : 8) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.NextInt64(long.MinValue, long.MaxValue),
        3 => random.NextDouble(),
        4 => FuzzInput.Text(random, 4),
        5 => Room,
        6 => Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1)).ToArray(),
        _ => Enumerable.Range(0, random.Next(4)).ToDictionary(i => $"{i}", _ => Value(random, depth + 1)),
    };

    /// <summary>Keeps what the node reports as failed: a call that was neither answered nor refused on purpose.</summary>
    private sealed class FailureWatch : ILoggerProvider, IAsyncDisposable
    {
        private readonly string _category;
        private readonly ConcurrentQueue<string> _failures = [];

        public FailureWatch(Node node, string category = "RefusalFilter")
        {
            _category = category;
            node.Services.GetRequiredService<ILoggerFactory>().AddProvider(this);
        }

        public void AssertNone() => Assert.Empty(_failures);

        public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName.EndsWith(_category, StringComparison.Ordinal));

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private sealed class Logger(FailureWatch watch, bool isWatched) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => isWatched && logLevel >= LogLevel.Error;

            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (IsEnabled(logLevel))
                {
                    watch._failures.Enqueue($"{formatter(state, exception)} {exception}");
                }
            }
        }
    }
}
