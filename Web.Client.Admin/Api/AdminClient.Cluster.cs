using System.Globalization;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AspireChat.Contracts.Admin;
using Microsoft.AspNetCore.Components.WebAssembly.Http;

namespace AspireChat.Web.Client.Admin.Api;

/// <summary>The cluster, its nodes and their connections.</summary>
public sealed partial class AdminClient
{
    /// <summary>The last minutes, a sample a second.</summary>
    public Task<StatisticsHistory> HistoryAsync() => GetAsync("statistics/history", AdminJson.Default.StatisticsHistory);

    /// <summary>
    /// What happens, as it happens. Ends when the stream does. Read with fetch, since the browser's own EventSource cannot send a token.
    /// </summary>
    public async IAsyncEnumerable<ClusterEvent> EventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await OpenEventsAsync(cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var parser = SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize(data, AdminJson.Default.ClusterEvent));
        await foreach (var item in parser.EnumerateAsync(cancellationToken))
        {
            if (item.Data is { } happened)
            {
                yield return happened;
            }
        }
    }

    /// <summary>The living nodes.</summary>
    public Task<Page<NodeInfo>> NodesAsync() => GetAsync("nodes", AdminJson.Default.PageNodeInfo);

    /// <summary>Sends a node's clients away and lets it take no new ones.</summary>
    public Task<CommandOutcome> DrainAsync(string node, string key) =>
        SendAsync(HttpMethod.Post, Path("nodes", node, "drain"), key, AdminJson.Default.CommandOutcome);

    /// <summary>Lets a drained node take clients again.</summary>
    public Task<CommandOutcome> UndrainAsync(string node, string key) =>
        SendAsync(HttpMethod.Post, Path("nodes", node, "undrain"), key, AdminJson.Default.CommandOutcome);

    /// <summary>Asks a share of a node's clients to reconnect.</summary>
    public Task<CommandOutcome> DisconnectAsync(string node, DisconnectRequest share, string key) => SendAsync(
        HttpMethod.Post, Path("nodes", node, "disconnect"), key, AdminJson.Default.CommandOutcome,
        JsonContent.Create(share, AdminJson.Default.DisconnectRequest));

    /// <summary>Connections, of a node or of a user.</summary>
    public Task<Page<ConnectionInfo>> ConnectionsAsync(ListRequest list, string? node = null, string? user = null) => GetAsync(
        Query("connections", ("node", node), ("user", user), list.LimitParameter, list.CursorParameter), AdminJson.Default.PageConnectionInfo);

    /// <summary>Cuts a connection.</summary>
    public Task<CommandOutcome> CutAsync(string connection, string key) =>
        SendAsync(HttpMethod.Delete, Path("connections", connection), key, AdminJson.Default.CommandOutcome);

    /// <summary>Tells everybody something.</summary>
    public Task<CommandOutcome> AnnounceAsync(string text, string key) => SendAsync(
        HttpMethod.Post, "announcements", key, AdminJson.Default.CommandOutcome,
        JsonContent.Create(new TextRequest { Text = text }, AdminJson.Default.TextRequest));

    /// <summary>What was done through the admin API, newest first.</summary>
    public Task<Page<AuditEntry>> AuditAsync(ListRequest list, string? who, string? action) => GetAsync(
        Query("audit", ("who", who), ("action", action), list.LimitParameter, list.CursorParameter), AdminJson.Default.PageAuditEntry);

    private async Task<HttpResponseMessage> OpenEventsAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage();
        request.SetBrowserResponseStreamingEnabled(true);
        return await AskAsync(HttpMethod.Get, "events", null, null, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
