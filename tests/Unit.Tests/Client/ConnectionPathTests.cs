using AspireChat.Client.Connecting;
using AspireChat.Unit.Tests.Fakes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using static AspireChat.Unit.Tests.Fakes.FakeUser;

namespace AspireChat.Unit.Tests.Client;

/// <summary>What is between client and cluster may let only some ways of connecting through.</summary>
public class ConnectionPathTests
{
    private const HttpTransportType All = HttpTransportType.WebSockets | HttpTransportType.ServerSentEvents | HttpTransportType.LongPolling;

    [Fact]
    public async Task The_client_skips_negotiation_when_the_transport_reaches_another_node()
    {
        await using var chat = await FakeChat.StartedAsync();
        chat.Intercept = context => RefuseAsync(context, context.Request.Query.ContainsKey("id"), StatusCodes.Status404NotFound);
        await using var user = await JoinedAsync(chat);
        Assert.Equal("WebSockets", user.Connection.Session!.Transport);
        await chat.SayAsync(Room, "hello");
        await user.UntilScreenShows(["hello"]);
    }

    [Fact]
    public async Task The_client_polls_behind_a_proxy_that_refuses_WebSockets_and_buffers_events()
    {
        await using var chat = await FakeChat.StartedAsync();
        chat.Intercept = async context =>
        {
            if (context.Request.Headers.Accept == "text/event-stream")
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return true;
            }

            return await RefuseAsync(context, context.Request.Headers.Upgrade == "websocket", StatusCodes.Status400BadRequest);
        };
        await using var user = await JoinedAsync(chat, change: options => options with { ConnectTimeout = TimeSpan.FromSeconds(2) });
        Assert.Equal("LongPolling", user.Connection.Session!.Transport);
        await user.Connection.Send(Room, "hello").Completion.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await user.UntilScreenShows(["hello"]);
    }

    [Theory]
    [InlineData(All, "DirectWebSockets LongPollingOnly Negotiated")]
    [InlineData(HttpTransportType.WebSockets, "DirectWebSockets Negotiated DirectWebSockets")]
    [InlineData(HttpTransportType.LongPolling, "Negotiated Negotiated Negotiated")]
    [InlineData(HttpTransportType.ServerSentEvents | HttpTransportType.LongPolling, "LongPollingOnly Negotiated LongPollingOnly")]
    public void Only_allowed_transports_are_tried(HttpTransportType allowed, string expected)
    {
        var paths = new ConnectionPaths(allowed);
        var tried = Enumerable.Range(0, 3).Select(_ =>
        {
            paths.Failed(negotiated: true);
            return paths.Current;
        });
        Assert.Equal(expected, string.Join(' ', tried));
    }

    [Fact]
    public void No_other_path_is_tried_while_no_node_negotiates()
    {
        var paths = new ConnectionPaths(All);
        paths.Failed(negotiated: false);
        Assert.Equal(ConnectionPath.Negotiated, paths.Current);
    }

    private static Task<bool> RefuseAsync(HttpContext context, bool refuses, int status)
    {
        context.Response.StatusCode = refuses ? status : context.Response.StatusCode;
        return Task.FromResult(refuses);
    }
}
