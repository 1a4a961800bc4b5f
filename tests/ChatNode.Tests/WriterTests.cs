using System.Collections.Concurrent;
using System.Diagnostics;
using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;
using AspireChat.Store.Telemetry;

namespace AspireChat.ChatNode.Tests;

/// <summary>Every stored event has a span, whatever call it comes from, and every message is counted once.</summary>
public sealed class WriterTests(RedisStore store) : IClassFixture<RedisStore>
{
    [Fact]
    public async Task Every_stored_event_has_a_send_span_and_every_message_is_counted_once()
    {
        var room = $"room-{Guid.NewGuid():N}";
        await using var node = await Node.StartAsync("chatnode-1", store.ConnectionString);
        using var messages = new CounterReading(node, "chat.messages");
        using var spans = new SendSpans(room);
        await using var ada = await node.ConnectAsync("ada");
        await using var bob = await node.ConnectAsync("bob");
        await ada.CallAsync<RoomResult>(nameof(IChatHub.CreateRoom), new NewRoomRequest { Room = room, Kind = RoomKind.Questions });
        await ada.JoinAsync(room);
        await bob.JoinAsync(room);
        await bob.SendAsync(room, "why?", "q1");
        await ada.CallAsync<ChangeResult>(nameof(IChatHub.Approve), new QuestionRequest { Room = room, Id = "q1" });
        await ada.SendAsync(room, "because", "m1");
        Assert.True((await ada.SendAsync(room, "because", "m1")).Duplicate);
        await ada.CallAsync<ChangeResult>(nameof(IChatHub.React), new ReactRequest { Room = room, Seq = 3, Emoji = "👍" });
        await ada.CallAsync<object?>(nameof(IChatHub.ChangeRoom), new RoomChangeRequest { Room = room, Topic = "Questions" });
        await bob.CallAsync<object?>(nameof(IChatHub.LeaveRoom), new LeaveRequest { Room = room });
        Assert.Equal(
            [
                EventKind.Join, EventKind.Question, EventKind.Message, EventKind.Message, EventKind.Reaction, EventKind.Settings,
                EventKind.Leave,
            ],
            spans.Kinds);
        Assert.Equal(2, messages.Value); // the question and the message
    }

    private sealed class SendSpans : IDisposable
    {
        private readonly ConcurrentQueue<string?> _kinds = [];
        private readonly ActivityListener _listener;

        public SendSpans(string room)
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == ChatTelemetry.Name,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = span =>
                {
                    if (span.OperationName == $"send {room}")
                    {
                        _kinds.Enqueue((string?)span.GetTagItem("chat.event.kind"));
                    }
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public IEnumerable<string?> Kinds => _kinds;

        public void Dispose() => _listener.Dispose();
    }
}
