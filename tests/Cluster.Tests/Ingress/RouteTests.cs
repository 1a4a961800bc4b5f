using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using AspireChat.Testing;

namespace AspireChat.Cluster.Tests.Ingress;

/// <summary>Where each request goes, and what the process behind sees of it.</summary>
public sealed class RouteTests
{
    private const string Token = "eyJhbGciOiJIUzI1NiJ9.c2VjcmV0.c2VjcmV0";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(IngressKind.Nginx)]
    [InlineData(IngressKind.Yarp)]
    public async Task Each_path_goes_to_its_process(IngressKind kind)
    {
        await using var nodes = await TestNodes.StartAsync(3);
        await using var ingress = await TestIngress.StartAsync(kind, nodes.Slots);

        Assert.StartsWith("chatnode-", await ingress.NodeOfAsync("198.51.100.1", "/hubs/chat?id=1"), StringComparison.Ordinal);
        var negotiated = await ingress.NodeOfAsync("198.51.100.1", "/hubs/chat/negotiate", HttpMethod.Post);
        Assert.StartsWith("chatnode-", negotiated, StringComparison.Ordinal);
        Assert.Equal("admin", await ingress.Http.GetStringAsync("/api/admin/v1/nodes", Cancellation));
        Assert.Equal("web", await ingress.NodeOfAsync("198.51.100.1", "/"));
        Assert.Equal("web", await ingress.NodeOfAsync("198.51.100.1", "/rooms/general?x=1"));
        // What is for the ingress only is not reachable from outside.
        Assert.Equal("web", await ingress.NodeOfAsync("198.51.100.1", "/api/cluster/slots"));
        Assert.Equal("404", await ingress.NodeOfAsync("198.51.100.1", "/v1/traces", HttpMethod.Post));
        Assert.Equal("404", await ingress.NodeOfAsync("198.51.100.1", "/network/a/hubs/chat"));
    }

    [Theory]
    [InlineData(IngressKind.Nginx)]
    [InlineData(IngressKind.Yarp)]
    public async Task The_ingress_does_not_limit_the_size_of_an_attachment(IngressKind kind)
    {
        await using var nodes = await TestNodes.StartAsync(2);
        await using var ingress = await TestIngress.StartAsync(kind, nodes.Slots);

        using var body = new ByteArrayContent(new byte[40 << 20]);
        using var attachment = await ingress.Http.PostAsync("/api/files?name=a.zip", body, Cancellation);
        Assert.Equal("web", Assert.Single(attachment.Headers.GetValues("X-Node")));
        Assert.Equal((40 << 20).ToString(CultureInfo.InvariantCulture), Assert.Single(attachment.Headers.GetValues("X-Read")));
    }

    [Theory]
    [InlineData(IngressKind.Nginx)]
    [InlineData(IngressKind.Yarp)]
    public async Task Traces_go_to_the_configured_receiver_with_its_key(IngressKind kind)
    {
        await using var nodes = await TestNodes.StartAsync(2);
        await using var telemetry = await FakeNode.StartAsync("telemetry");
        await using var ingress = await TestIngress.StartAsync(
            kind, nodes.Slots, new() { Telemetry = telemetry.Address, TelemetryKey = "key-of-the-dashboard" });

        using var answer = await ingress.Http.PostAsync("/v1/traces", new ByteArrayContent([1, 2, 3]), Cancellation);
        var seen = await answer.Content.ReadFromJsonAsync<Dictionary<string, string>>(Cancellation);

        Assert.Equal("POST /v1/traces", Assert.Single(telemetry.Requests));
        Assert.Equal("key-of-the-dashboard", seen!["x-otlp-api-key"]);
        Assert.Equal("404", await ingress.NodeOfAsync("198.51.100.1", "/v1/traces"));
    }

    [Theory]
    [InlineData(IngressKind.Nginx)]
    [InlineData(IngressKind.Yarp)]
    public async Task The_three_development_networks_use_three_nodes_with_websockets_too(IngressKind kind)
    {
        await using var nodes = await TestNodes.StartAsync(8);
        var slots = nodes.Slots.Select((slot, index) => slot with { Up = index < 3 }).ToArray();
        await using var ingress = await TestIngress.StartAsync(kind, slots, new() { Networks = true, TrustLoopback = false });

        var found = new List<string>();
        foreach (var network in "abc")
        {
            using var answer = await ingress.Http.GetAsync(new Uri($"/network/{network}/hubs/chat?id=1", UriKind.Relative), Cancellation);
            found.Add(answer.Headers.GetValues("X-Node").Single());
            using var socket = new System.Net.WebSockets.ClientWebSocket();
            socket.Options.CollectHttpResponseDetails = true;
            var address = new UriBuilder(ingress.Address) { Scheme = "ws", Path = $"/network/{network}/hubs/chat" }.Uri;
            await socket.ConnectAsync(address, Cancellation);
            Assert.Equal(found[^1], socket.HttpResponseHeaders!["X-Node"].Single());
        }

        Assert.Equal(["chatnode-1", "chatnode-2", "chatnode-3"], found.Order(StringComparer.Ordinal));
        Assert.Equal("404", await ingress.NodeOfAsync("198.51.100.1", "/network/d/hubs/chat"));
        Assert.Equal("404", await ingress.NodeOfAsync("198.51.100.1", "/network/a/"));
        Assert.Equal("404", await ingress.NodeOfAsync("198.51.100.1", "/network/a/api/admin/"));
    }

    [Theory]
    [InlineData(IngressKind.Nginx)]
    [InlineData(IngressKind.Yarp)]
    public async Task A_client_cannot_choose_its_address_by_a_header(IngressKind kind)
    {
        await using var nodes = await TestNodes.StartAsync(4);
        await using var ingress = await TestIngress.StartAsync(kind, nodes.Slots, new() { TrustLoopback = false });

        List<string> found = [];
        foreach (var address in Addresses.All.Take(20))
        {
            found.Add(await ingress.NodeOfAsync(address.ToString()));
        }

        Assert.Single(found.Distinct());
        var seen = await SeenAsync(ingress, request =>
        {
            request.Headers.Add("X-Forwarded-For", "198.51.100.1");
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Add("X-Forwarded-Host", "elsewhere.example");
        });
        Assert.Equal("127.0.0.1", seen["X-Forwarded-For"]);
        Assert.Equal("http", seen["X-Forwarded-Proto"]);
        Assert.Equal(ingress.Address.Authority, seen["X-Forwarded-Host"]);
    }

    [Theory]
    [InlineData(IngressKind.Nginx)]
    [InlineData(IngressKind.Yarp)]
    public async Task A_node_sees_client_scheme_host_and_trace_as_a_trusted_proxy_sent_them(IngressKind kind)
    {
        await using var nodes = await TestNodes.StartAsync(2);
        await using var ingress = await TestIngress.StartAsync(kind, nodes.Slots);
        const string parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        var seen = await SeenAsync(ingress, request =>
        {
            // The first was invented by the client, the second added by the trusted proxy.
            request.Headers.Add("X-Forwarded-For", "203.0.113.9, 198.51.100.1");
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Add("traceparent", parent);
        });

        Assert.Equal("198.51.100.1", seen["X-Forwarded-For"]);
        Assert.Equal("https", seen["X-Forwarded-Proto"]);
        Assert.Equal(ingress.Address.Authority, seen["Host"]);
        Assert.Equal(ingress.Address.Authority, seen["X-Forwarded-Host"]);
        Assert.Equal(parent, seen["traceparent"]);
    }

    [Theory]
    [InlineData(IngressKind.Nginx)]
    [InlineData(IngressKind.Yarp)]
    public async Task A_streamed_event_arrives_before_the_stream_ends(IngressKind kind)
    {
        await using var nodes = await TestNodes.StartAsync(1);
        await using var ingress = await TestIngress.StartAsync(kind, nodes.Slots);
        await using var stream = await ingress.Http.GetStreamAsync("/hubs/stream", Cancellation);
        using var reader = new StreamReader(stream);

        Assert.Equal("data: first", await reader.ReadLineAsync(Cancellation).AsTask().WaitAsync(Eventually.Bound, Cancellation));
        nodes["chatnode-1"].SecondHalf.SetResult();
        Assert.Contains("data: second", await reader.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(IngressKind.Nginx)]
    [InlineData(IngressKind.Yarp)]
    public async Task No_log_contains_a_token(IngressKind kind)
    {
        await using var nodes = await TestNodes.StartAsync(3);
        var nowhere = new Uri($"http://127.0.0.1:{FreePorts.Next()}");
        var slots = nodes.Slots.Select(slot => slot.Name == "chatnode-2" ? slot with { Address = nowhere } : slot).ToArray();
        await using var ingress = await TestIngress.StartAsync(kind, slots, new() { Networks = true });

        // Requests that work, that fail, and whose node dies meanwhile.
        foreach (var client in Addresses.Of("chatnode-2", nodes.Slots).Take(3).Append("198.51.100.1"))
        {
            await ingress.NodeOfAsync(client, $"/hubs/chat?id=1&access_token={Token}");
            await ingress.NodeOfAsync(client, $"/hubs/die?access_token={Token}", HttpMethod.Post);
        }

        await ingress.NodeOfAsync("198.51.100.1", $"/network/a/hubs/chat?access_token={Token}");
        await ingress.NodeOfAsync("198.51.100.1", $"/hubs/chat?access_token={Token}{new string('x', 40_000)}");

        var logged = kind == IngressKind.Nginx ? "/hubs/die" : "error was encountered";
        await Eventually.TrueAsync(() => ingress.Log.Contains(logged, StringComparison.Ordinal), "the failure is logged");
        Assert.DoesNotContain(Token, ingress.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("access_token", ingress.Log, StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, string>> SeenAsync(TestIngress ingress, Action<HttpRequestMessage> prepare)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/hubs/chat");
        prepare(request);
        using var answer = await ingress.Http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var seen = await answer.Content.ReadFromJsonAsync<Dictionary<string, string>>(Cancellation);
        return new Dictionary<string, string>(seen!, StringComparer.OrdinalIgnoreCase);
    }
}
