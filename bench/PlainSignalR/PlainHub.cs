using Microsoft.AspNetCore.SignalR;

namespace AspireChat.PlainSignalR;

/// <summary>This process's name.</summary>
internal sealed record NodeName(string Node);

/// <summary>A message as its receivers get it: what any chat has to tell.</summary>
internal sealed record PlainMessage(string Room, string Id, string User, long At, string Text, string Node);

/// <summary>What is sent.</summary>
internal sealed record PlainSend(string Room, string Id, string Text);

/// <summary>The room asked for.</summary>
internal sealed record PlainJoin(string Room);

/// <summary>The chat hub that every tutorial has.</summary>
internal sealed class PlainHub(NodeName name) : Hub
{
    public NodeName Hello() => name;

    public Task JoinRoom(PlainJoin join) => Groups.AddToGroupAsync(Context.ConnectionId, join.Room);

    public Task Send(PlainSend send) => Clients.Group(send.Room).SendAsync(
        "Receive",
        new PlainMessage(send.Room, send.Id, Context.ConnectionId, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), send.Text, name.Node));
}
