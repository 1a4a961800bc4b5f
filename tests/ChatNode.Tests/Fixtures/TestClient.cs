using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR.Client;

namespace AspireChat.ChatNode.Tests.Fixtures;

/// <summary>A bare SignalR client that keeps what it receives, with no library of ours in between.</summary>
public sealed class TestClient : IAsyncDisposable
{
    private readonly HubConnection _connection;
    private readonly List<RoomBatch> _batches = [];
    private readonly List<Notice> _notices = [];

    public TestClient(HubConnection connection)
    {
        _connection = connection;
        connection.On<RoomBatch>(nameof(IChatClient.Receive), batch =>
        {
            lock (_batches)
            {
                _batches.Add(batch);
            }
        });
        connection.On<Notice>(nameof(IChatClient.Notify), notice =>
        {
            lock (_notices)
            {
                _notices.Add(notice);
            }
        });
    }

    public HubConnection Connection => _connection;

    public IReadOnlyList<RoomBatch> Batches
    {
        get { lock (_batches) { return [.. _batches]; } }
    }

    public IReadOnlyList<Notice> Notices
    {
        get { lock (_notices) { return [.. _notices]; } }
    }

    /// <summary>The events without a seq, as they came.</summary>
    public IReadOnlyList<RoomEvent> Ephemeral => [.. Batches.SelectMany(batch => batch.Events).Where(roomEvent => roomEvent.Seq == 0)];

    /// <summary>The events with a seq, as they came.</summary>
    public IReadOnlyList<RoomEvent> Events => [.. Batches.SelectMany(batch => batch.Events).Where(roomEvent => roomEvent.Seq > 0)];

    public IReadOnlyList<string?> Texts =>
        [.. Events.Where(roomEvent => roomEvent.Kind == EventKind.Message).Select(roomEvent => roomEvent.Text)];

    public Task<JoinResult> JoinAsync(string room, string? epoch = null, long? after = null) =>
        _connection.InvokeAsync<JoinResult>(nameof(IChatHub.JoinRoom), new JoinRequest { Room = room, Epoch = epoch, After = after });

    public Task<JoinRoomsResult> JoinManyAsync(IReadOnlyList<JoinRequest> rooms) =>
        _connection.InvokeAsync<JoinRoomsResult>(nameof(IChatHub.JoinRooms), new JoinRoomsRequest { Rooms = rooms });

    public Task<SendResult> SendAsync(string room, string text, string? id = null) =>
        _connection.InvokeAsync<SendResult>(
            nameof(IChatHub.Send), new SendRequest { Room = room, Text = text, Id = id ?? MessageId.New() });

    public async Task<MyRoom?> MyRoomAsync(string room) =>
        (await CallAsync<MyRoomsResult>(nameof(IChatHub.MyRooms), new MyRoomsRequest())).Rooms.SingleOrDefault(mine => mine.Room == room);

    public Task<T> CallAsync<T>(string method, object request) => _connection.InvokeAsync<T>(method, request);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
