using AspireChat.Client;
using AspireChat.Testing;
using Microsoft.AspNetCore.Http.Connections;

namespace AspireChat.Cluster.Tests.Transports;

/// <summary>Clients behind an nginx that knows nothing of chats.</summary>
[Collection(SharedClusters.CollectionName)]
public sealed class FrontProxyTests(ClusterBehindNginx running)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Behind_a_proxy_with_default_settings_the_dotnet_client_uses_server_sent_events()
    {
        await using var proxy = await FrontProxy.WithDefaultsAsync(running.Cluster.Info.Ingress);
        await using var alice = await ChatAsync(proxy, "defaults");
        Assert.Equal("serverSentEvents", alice.Session!.Transport);
    }

    [Fact]
    public async Task Behind_a_proxy_with_default_settings_the_npm_client_gets_events_at_once()
    {
        await using var proxy = await FrontProxy.WithDefaultsAsync(running.Cluster.Info.Ingress);
        await using var npm = NpmClient.Start(new NpmClientOptions(
            proxy.Hub, running.Cluster.TokenFor("nora"), HttpTransportType.ServerSentEvents, "json", "defaults-npm", Send: 3, Expect: 3));
        Assert.Equal(3, (await npm.ReportAsync()).Messages.Count);
    }

    [Fact]
    public async Task The_dotnet_client_works_when_its_address_changes_with_each_request()
    {
        await using var proxy = await FrontProxy.WithChangingAddressesAsync(running.Cluster.Info.Ingress);
        await using var alice = await ChatAsync(proxy, "changing");
        Assert.Equal("webSockets", alice.Session!.Transport);
    }

    [Fact]
    public async Task An_idle_poll_is_answered_before_a_proxy_with_a_short_timeout_gives_up()
    {
        await using var proxy = await FrontProxy.WithTimeoutAsync(running.Cluster.Info.Ingress, TimeSpan.FromSeconds(25));
        await using var alice = await ChatAsync(proxy, "quiet", HttpTransportType.LongPolling);
        var before = Polls(proxy).Count;
        await Eventually.TrueAsync(() => Polls(proxy).Count >= before + 2, "two quiet polls are answered", TimeSpan.FromMinutes(2));
        Assert.DoesNotContain(Polls(proxy), line => line.Contains("\" 504 ", StringComparison.Ordinal));
        Assert.Equal(ConnectionStatus.Online, alice.Status);
    }

    private static List<string> Polls(FrontProxy proxy) =>
        [.. proxy.AccessLog.Where(line => line.Contains("\"GET /hubs/chat?id=", StringComparison.Ordinal))];

    private async Task<ChatConnection> ChatAsync(FrontProxy proxy, string room, HttpTransportType? transport = null)
    {
        var options = new ChatConnectionOptions
        {
            Hub = proxy.Hub,
            AccessToken = _ => Task.FromResult<string?>(running.Cluster.TokenFor("alice")),
        };
        var connection = new ChatConnection(transport is { } only ? options with { Transports = only } : options);
        var seen = new SeenEvents(connection, room);
        await connection.StartAsync(Cancellation).WaitAsync(Eventually.Bound, Cancellation);
        await connection.JoinAsync(room, Cancellation);
        connection.Send(room, "hello");
        await Eventually.TrueAsync(() => seen.Messages.Any(message => message.Text == "hello"), "the message comes back");
        return connection;
    }
}
