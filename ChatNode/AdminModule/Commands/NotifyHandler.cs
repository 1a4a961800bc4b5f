using System.Text.Json.Nodes;
using AspireChat.AdminNode.Commands;
using AspireChat.ChatNode.ChatModule;
using AspireChat.ChatNode.Delivery;
using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.ChatNode.AdminModule.Commands;

/// <summary>
/// <c>notify {kind, text, room?, user?}</c>: shows something to a user on every device, or to everybody. SignalR's backplane carries it to the other nodes, so
/// the command goes to one node only.
/// </summary>
internal sealed class NotifyHandler(IHubContext<ChatHub, IChatClient> hub) : ICommandHandler
{
    public const string TypeName = "notify";

    public string Type => TypeName;

    public async Task<JsonNode?> RunAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var to = (string?)body["user"] is { } user ? hub.Clients.User(user) : hub.Clients.All;
        await to.Notify(new Notice { Kind = (string?)body["kind"] ?? "", Room = (string?)body["room"], Text = (string?)body["text"] });
        return null;
    }
}
