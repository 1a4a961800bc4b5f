using System.Collections.Concurrent;
using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary>A user on a bare SignalR connection to one node, which does not reconnect on its own.</summary>
internal sealed class HubUser : IAsyncDisposable
{
    private readonly HubConnection _connection;
    private readonly ConcurrentQueue<RoomEvent> _events = [];
    private readonly TaskCompletionSource<Exception?> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HubUser(string user, Uri node, Func<string> token)
    {
        User = user;
        _connection = new HubConnectionBuilder()
            .WithUrl(new Uri(node, ChatProtocol.HubPath), http => http.AccessTokenProvider = () => Task.FromResult<string?>(token()))
            .AddJsonProtocol(json => json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Default))
            .Build();
        _connection.On<RoomBatch>(
            nameof(IChatClient.Receive), batch => batch.Events.Where(e => e.Seq > 0).ToList().ForEach(_events.Enqueue));
        _connection.On<Notice>(nameof(IChatClient.Notify), Notices.Enqueue);
        _connection.Closed += error =>
        {
            _closed.TrySetResult(error);
            return Task.CompletedTask;
        };
    }

    public string User { get; }

    public ConcurrentQueue<Notice> Notices { get; } = [];

    public IReadOnlyList<RoomEvent> Events => [.. _events];

    public static async Task<HubUser> ConnectAsync(ClusterProcess cluster, int node, string user, string? role = null, string? token = null)
    {
        var person = new HubUser(user, cluster.Info.Nodes[node].Url, () => token ?? cluster.TokenFor(user, role));
        await person._connection.StartAsync();
        return person;
    }

    /// <summary>Returns a name that no other test uses.</summary>
    public static string NewName(string prefix) => $"{prefix}-{Guid.NewGuid().ToString("N")[..8]}";

    public Task<JoinResult> JoinAsync(string room) =>
        _connection.InvokeAsync<JoinResult>(nameof(IChatHub.JoinRoom), new JoinRequest { Room = room });

    public Task<SendResult> SendAsync(string room, string text, string? id = null) =>
        _connection.InvokeAsync<SendResult>(
            nameof(IChatHub.Send), new SendRequest { Room = room, Text = text, Id = id ?? MessageId.New() });

    public Task CallAsync(string method, object request) => _connection.InvokeAsync(method, request);

    /// <summary>Returns the code with which a call is refused, or an empty string.</summary>
    public static async Task<string> CodeOfAsync(Task call)
    {
        try
        {
            await call;
            return "";
        }
        catch (HubException refused)
        {
            return ChatErrors.CodeOf(refused.Message);
        }
    }

    /// <summary>Waits until the server has closed the connection, and returns the error.</summary>
    public Task<Exception?> ClosedAsync() => _closed.Task.WaitAsync(Eventually.Bound);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
