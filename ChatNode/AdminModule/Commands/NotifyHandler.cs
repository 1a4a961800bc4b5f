using System.Text.Json.Nodes;
using AspireChat.ChatNode.Delivery;
using AspireChat.Contracts;
using AspireChat.Store.Commands;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace AspireChat.ChatNode.AdminModule.Commands;

/// <summary>
/// <c>notify {kind, text, room?, user?}</c>: shows something to a user on every device, or to everyone. Every node gets the command and
/// writes to its own connections.
/// </summary>
internal sealed class NotifyHandler(OpenConnections connections) : ICommandHandler
{
    public string Type => CommandTypes.Notify;

    public Task<JsonNode?> RunAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var user = body.Text("user");
        var notice = new Notice { Kind = body.Text("kind") ?? "", Room = body.Text("room"), Text = body.Text("text") };

        // Serialized once for each protocol, not once for each connection.
        var message = new SerializedHubMessage(new InvocationMessage(nameof(IChatClient.Notify), [notice]));
        var recipients = connections.All.Where(connection => user is null || connection.Caller.User == user).ToList();
        foreach (var connection in recipients)
        {
            _ = WriteAsync(connection.Context, message);
        }

        return Task.FromResult<JsonNode?>(new JsonObject { ["connections"] = recipients.Count });
    }

    private static async Task WriteAsync(HubConnectionContext connection, SerializedHubMessage message)
    {
        try
        {
            await connection.WriteAsync(message);
        }
        catch (Exception gone) when (gone is not OutOfMemoryException)
        {
            // The connection ended in the meantime.
        }
    }
}
