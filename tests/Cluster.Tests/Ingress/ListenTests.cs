using System.Net;
using System.Net.Sockets;
using AspireChat.LocalCluster.Ingress;

namespace AspireChat.Cluster.Tests.Ingress;

/// <summary>Where the ingress listens.</summary>
public sealed class ListenTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{0}")]
    [InlineData("127.0.0.1:{0} [::1]:{0}")]
    public async Task Nginx_answers_over_ipv4_and_ipv6(string listen)
    {
        Assert.SkipUnless(HasIPv6(), "This machine has no IPv6.");
        await using var node = await FakeNode.StartAsync("chatnode-1");
        await using var nginx = await NginxServer.StartAsync(
            new Dictionary<string, string?>
            {
                ["CHAT_NODES"] = $"chatnode-1={node.Address.Authority}",
                ["WEB"] = node.Address.GetLeftPart(UriPartial.Authority),
            },
            port => listen.Replace("{0}", $"{port}", StringComparison.Ordinal));

        await AnswersAsync("127.0.0.1", nginx.Address.Port);
        await AnswersAsync("[::1]", nginx.Address.Port);
    }

    [Fact]
    public async Task Yarp_answers_over_ipv4_and_ipv6()
    {
        Assert.SkipUnless(HasIPv6(), "This machine has no IPv6.");
        await using var node = await FakeNode.StartAsync("chatnode-1");
        var port = FreePorts.Next();
        await using var yarp = YarpIngress.Build(
            port, new YarpIngressOptions { Web = node.Address, Slots = [new IngressSlot("chatnode-1", node.Address, Up: true)] });
        await yarp.StartAsync(Cancellation);

        await AnswersAsync("127.0.0.1", port);
        await AnswersAsync("[::1]", port);
    }

    private static async Task AnswersAsync(string host, int port)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri($"http://{host}:{port}/hubs/chat"), Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("chatnode-1", answer.Headers.GetValues("X-Node").Single());
    }

    private static bool HasIPv6()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
