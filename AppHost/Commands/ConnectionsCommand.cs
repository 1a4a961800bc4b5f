using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using AspireChat.Contracts.Admin;

namespace AspireChat.AppHost.Commands;

/// <summary>The dashboard's command <em>Connections</em> for a chat node: asks the admin node who is on it and in which rooms.</summary>
internal static class ConnectionsCommand
{
    public const string Name = "connections";

    private const int MaxRows = 50;
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>Adds the command to each of <paramref name="nodes"/>.</summary>
    public static IResourceBuilder<ProjectResource> WithConnectionsOf(
        this IResourceBuilder<ProjectResource> adminNode,
        IEnumerable<IResourceBuilder<ProjectResource>> nodes,
        IResourceBuilder<ParameterResource> adminKey)
    {
        foreach (var node in nodes)
        {
            var name = node.Resource.Name;
            node.WithCommand(
                Name,
                "Connections",
                context => ShowAsync(name, adminNode.GetEndpoint("http"), adminKey.Resource, context.CancellationToken),
                new CommandOptions
                {
                    Description = "Shows who is connected to this node, over which transport, and in which rooms.",
                    IconName = "PlugConnected",
                    IsHighlighted = true,
                    UpdateState = NodeCommands.IfRunning,
                });
        }

        return adminNode;
    }

    private static async Task<ExecuteCommandResult> ShowAsync(
        string name, EndpointReference adminNode, ParameterResource adminKey, CancellationToken cancellationToken)
    {
        try
        {
            var key = await adminKey.GetValueAsync(cancellationToken) ?? "";
            var api = $"{adminNode.Url}/api/admin/v1";
            var node = await GetAsync($"{api}/nodes/{name}", AdminJson.Default.NodeInfo);
            var connections = await GetAsync($"{api}/connections?node={name}&limit={MaxRows}", AdminJson.Default.PageConnectionInfo);
            return CommandResults.Success(
                $"{name} has {Count(node.Connections.Total, "connection")} in {Count(node.Rooms, "room")}.",
                Markdown(node, connections.Items),
                CommandResultFormat.Markdown,
                displayImmediately: true);

            async Task<T> GetAsync<T>(string address, JsonTypeInfo<T> type)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "X-Api-Key", key } } };
                using var answer = await Http.SendAsync(request, cancellationToken);
                answer.EnsureSuccessStatusCode();
                return (await answer.Content.ReadFromJsonAsync(type, cancellationToken))!;
            }
        }
        catch (HttpRequestException e)
        {
            return CommandResults.Failure($"adminnode cannot list the connections of {name}: {e.Message}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return CommandResults.Failure($"adminnode did not answer within {Http.Timeout.TotalSeconds:0} s.");
        }
    }

    private static string Markdown(NodeInfo node, IReadOnlyList<ConnectionInfo> connections)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"**{Count(node.Connections.Total, "connection")}** in **{Count(node.Rooms, "room")}**")
            .AppendLine(node.Draining ? ", draining." : ".")
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"{node.MessagesPerSecond:0.#} messages accepted and {node.DeliveriesPerSecond:0.#} delivered per second.")
            .AppendLine();
        if (connections.Count == 0)
        {
            return text.AppendLine("Nobody is connected.").ToString();
        }

        text.AppendLine("| name | transport | rooms | connected |").AppendLine("|---|---|---|---|");
        foreach (var one in connections)
        {
            var since = DateTimeOffset.FromUnixTimeMilliseconds(one.ConnectedAt).ToLocalTime();
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {Escape(one.Name)} | {Escape(one.Transport)} | {Escape(string.Join(", ", one.Rooms))} | {since:HH:mm:ss} |");
        }

        if (node.Connections.Total > connections.Count)
        {
            text.AppendLine()
                .AppendLine(
                    CultureInfo.InvariantCulture, $"These are the first {connections.Count}. *Admin* on ingress lists all of them.");
        }

        return text.ToString();
    }

    private static string Count(int number, string noun) =>
        $"{number.ToString(CultureInfo.InvariantCulture)} {noun}{(number == 1 ? "" : "s")}";

    /// <summary>Users choose their own names and the names of rooms, so neither may act as markup.</summary>
    private static string Escape(string text) =>
        string.Concat(text.Select(one =>
            char.IsControl(one) ? " "
            : char.IsAscii(one) && !char.IsLetterOrDigit(one) && one != ' ' ? $"\\{one}"
            : $"{one}"));
}
