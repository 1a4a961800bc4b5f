using System.Text.Json.Nodes;
using AspireChat.Contracts;
using AspireChat.Store.Commands;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.ChatNode.AdminModule.Commands;

/// <summary>
/// <c>notify {kind, text, room?, user?}</c>: shows a notice to a user on every device, or to everyone. SignalR's backplane carries it to
/// the other nodes, so the command goes to one node only.
/// </summary>
internal sealed class NotifyHandler(IHubClients<IChatClient> clients) : ICommandHandler
{
    public string Type => CommandTypes.Notify;

    public async Task<JsonNode?> RunAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var to = (string?)body["user"] is { } user ? clients.User(user) : clients.All;
        await to.Notify(new Notice { Kind = (string?)body["kind"] ?? "", Room = (string?)body["room"], Text = (string?)body["text"] });
        return null;
    }
}
