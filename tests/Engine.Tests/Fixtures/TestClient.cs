using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR.Client;

namespace AspireChat.Engine.Tests.Fixtures;

/// <summary>A bare SignalR client that keeps what it receives, with no library of ours in between.</summary>
public sealed class TestClient : IAsyncDisposable
{
    private readonly HubConnection _connection;
    private readonly List<RoomBatch> _batches = [];

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
    }

    public HubConnection Connection => _connection;

    public IReadOnlyList<RoomBatch> Batches
    {
        get { lock (_batches) { return [.. _batches]; } }
    }

    /// <summary>The events with a seq, as they came.</summary>
    public IReadOnlyList<RoomEvent> Events => [.. Batches.SelectMany(batch => batch.Events).Where(roomEvent => roomEvent.Seq > 0)];

    public IReadOnlyList<string?> Texts => [.. Events.Where(roomEvent => roomEvent.Kind == EventKind.Message).Select(roomEvent => roomEvent.Text)];

    public Task<JoinResult> JoinAsync(string room, string? epoch = null, long? after = null) =>
        _connection.InvokeAsync<JoinResult>(nameof(IChatHub.JoinRoom), new JoinRequest { Room = room, Epoch = epoch, After = after });

    public Task<SendResult> SendAsync(string room, string text, string? id = null) =>
        _connection.InvokeAsync<SendResult>(nameof(IChatHub.Send), new SendRequest { Room = room, Text = text, Id = id ?? MessageId.New() });

    public Task<T> CallAsync<T>(string method, object request) => _connection.InvokeAsync<T>(method, request);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
