using System.Buffers;
using AspireChat.ChatNode.Delivery;
using AspireChat.Store.Nodes;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging;

namespace AspireChat.ChatNode.ChatModule;

/// <summary>
/// This node as the backplane sees it: one connection without a client. What the backplane writes to it goes to the node's clients, or to
/// those of the users to whom it is addressed. Nobody waits for a client.
/// </summary>
internal sealed class BackplaneConnection : HubConnectionContext
{
    private const string JsonProtocol = "json";
    private readonly OpenConnections _connections;
    private readonly IHubProtocol _json;

    public BackplaneConnection(NodeIdentity node, OpenConnections connections, IEnumerable<IHubProtocol> protocols, ILoggerFactory loggers)
        : base(
            new DefaultConnectionContext($"node-{node.Name}-{Guid.NewGuid():N}"),
            new HubConnectionContextOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan },
            loggers)
    {
        _connections = connections;
        Protocol = _json = protocols.Single(protocol => protocol.Name == JsonProtocol);
    }

    public override ValueTask WriteAsync(SerializedHubMessage message, CancellationToken cancellationToken = default)
    {
        var bytes = new ReadOnlySequence<byte>(message.GetSerializedMessage(_json));
        if (_json.TryParseMessage(ref bytes, AddressedCall.Binder, out var parsed) && AddressedCall.Read(parsed) is var (users, call))
        {
            var toUsers = new SerializedHubMessage(call);
            foreach (var user in users)
            {
                Write(_connections.OfUser(user), toUsers);
            }
        }
        else
        {
            Write(_connections.All, message);
        }

        return ValueTask.CompletedTask;
    }

    private static void Write(IEnumerable<ClientConnection> clients, SerializedHubMessage message)
    {
        foreach (var client in clients)
        {
            client.Notify(message);
        }
    }
}
