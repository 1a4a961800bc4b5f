using System.Globalization;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AspireChat.Contracts.Admin;
using Microsoft.AspNetCore.Components.WebAssembly.Http;

namespace AspireChat.Web.Client.Admin.Api;

/// <summary>Calls about the cluster, its nodes and their connections.</summary>
public sealed class ClusterApi
{
    private readonly AdminHttp _http;

    internal ClusterApi(AdminHttp http) => _http = http;

    /// <summary>The last minutes: up to five in samples of a second, more in fewer samples.</summary>
    public Task<StatisticsHistory> HistoryAsync(int minutes = 5) => _http.GetAsync(
        AdminHttp.Query("statistics/history", ("minutes", minutes.ToString(CultureInfo.InvariantCulture))),
        AdminJson.Default.StatisticsHistory);

    /// <summary>Whether Redis, the ingress and the admin node work.</summary>
    public Task<Page<ServiceStatus>> ServicesAsync() => _http.GetAsync("services", AdminJson.Default.PageServiceStatus);

    /// <summary>
    /// The live events. Ends when the stream does. Read with fetch, because the browser's EventSource cannot send a token.
    /// </summary>
    public async IAsyncEnumerable<ClusterEvent> EventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await OpenEventsAsync(cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var parser = SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize(data, AdminJson.Default.ClusterEvent));
        await foreach (var item in parser.EnumerateAsync(cancellationToken))
        {
            if (item.Data is { } clusterEvent)
            {
                yield return clusterEvent;
            }
        }
    }

    /// <summary>Moves a node's clients to other nodes; it accepts no new ones.</summary>
    public Task<CommandOutcome> DrainAsync(string node, string key) =>
        _http.SendAsync(HttpMethod.Post, AdminHttp.Path("nodes", node, "drain"), key, AdminJson.Default.CommandOutcome);

    /// <summary>Lets a drained node accept clients again.</summary>
    public Task<CommandOutcome> UndrainAsync(string node, string key) =>
        _http.SendAsync(HttpMethod.Post, AdminHttp.Path("nodes", node, "undrain"), key, AdminJson.Default.CommandOutcome);

    /// <summary>Asks a share of a node's clients to reconnect.</summary>
    public Task<CommandOutcome> DisconnectAsync(string node, DisconnectRequest share, string key) => _http.SendAsync(
        HttpMethod.Post, AdminHttp.Path("nodes", node, "disconnect"), key, AdminJson.Default.CommandOutcome,
        JsonContent.Create(share, AdminJson.Default.DisconnectRequest));

    /// <summary>Connections, of a node or of a user.</summary>
    public Task<Page<ConnectionInfo>> ConnectionsAsync(ListRequest list, string? node = null, string? user = null) => _http.GetAsync(
        AdminHttp.Query("connections", ("node", node), ("user", user), list.LimitParameter, list.CursorParameter),
        AdminJson.Default.PageConnectionInfo);

    /// <summary>Closes a connection.</summary>
    public Task<CommandOutcome> CloseConnectionAsync(string connection, string key) =>
        _http.SendAsync(HttpMethod.Delete, AdminHttp.Path("connections", connection), key, AdminJson.Default.CommandOutcome);

    /// <summary>Sends an announcement to everybody.</summary>
    public Task<CommandOutcome> AnnounceAsync(string text, string key) => _http.SendAsync(
        HttpMethod.Post, "announcements", key, AdminJson.Default.CommandOutcome,
        JsonContent.Create(new TextRequest { Text = text }, AdminJson.Default.TextRequest));

    /// <summary>The audit log, newest first.</summary>
    /// <param name="list">Which page.</param>
    /// <param name="who">The caller's id or name.</param>
    /// <param name="action">The operation's id.</param>
    /// <param name="except">The id of an operation that is left out.</param>
    /// <param name="from">The earliest time.</param>
    /// <param name="to">The time before which the calls were made.</param>
    public Task<Page<AuditEntry>> AuditAsync(
        ListRequest list, string? who = null, string? action = null, string? except = null, DateTimeOffset? from = null,
        DateTimeOffset? to = null) =>
        _http.GetAsync(
            AdminHttp.Query(
                "audit", ("who", who), ("action", action), ("except", except), ("from", Milliseconds(from)), ("to", Milliseconds(to)),
                list.LimitParameter, list.CursorParameter),
            AdminJson.Default.PageAuditEntry);

    private static string? Milliseconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private async Task<HttpResponseMessage> OpenEventsAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage();
        request.SetBrowserResponseStreamingEnabled(true);
        return await _http.AskAsync(HttpMethod.Get, "events", null, null, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
