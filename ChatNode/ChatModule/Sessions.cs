using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.ChatNode.Presence;
using AspireChat.ChatNode.Rooms;
using AspireChat.Contracts;
using AspireChat.Store.Nodes;
using AspireChat.Store.Users;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.ChatNode.ChatModule;

/// <summary>What a connection asks that is not about one room.</summary>
internal sealed class Sessions(OpenConnections connections, OpenRooms rooms, NodeIdentity node, KnownUsers users, ConnectedUsers connected)
{
    private const int MaxPresence = 100;

    /// <summary>Returns the connection that makes a call.</summary>
    /// <exception cref="HubException">The connection has ended.</exception>
    public ClientConnection Find(HubCallerContext context) =>
        connections.Find(context.ConnectionId) ?? throw new HubException("The connection is gone.");

    /// <summary>Takes a connection that has ended out of its rooms. The user stays a member of them.</summary>
    public void End(HubCallerContext context)
    {
        if (connections.Find(context.ConnectionId) is { } client)
        {
            rooms.ExitAll(client);
        }
    }

    /// <summary>Returns what a client needs to know at the start.</summary>
    public SessionInfo Describe(ClientConnection client) => new()
    {
        Node = node.Name,
        Transport = client.TransportName,
        User = client.Caller.User,
        Name = client.Caller.Name,
        Limits = client.Allowance.Limits,
    };

    /// <summary>Returns whether the given users are online, away or offline.</summary>
    public async Task<PresenceResult> PresenceAsync(ClientConnection client, PresenceRequest request)
    {
        if (request.Users is not { Count: > 0 and <= MaxPresence } ids || ids.Any(string.IsNullOrEmpty))
        {
            throw Refusal.BadRequest($"'users' are 1 to {MaxPresence} ids.");
        }

        client.Charge();
        return new PresenceResult { Users = await users.PresenceAsync(ids) };
    }

    /// <summary>Sets whether the user is away from this connection.</summary>
    public void SetAway(ClientConnection client, SetAwayRequest request)
    {
        client.Charge();
        if (client.IsAway == request.Away)
        {
            return;
        }

        client.IsAway = request.Away;
        connected.SetAway(client.Caller.User, request.Away);
        foreach (var place in client.Places())
        {
            place.Room.Presence.SetAway(client.Caller.User, request.Away);
        }
    }
}
