using AspireChat.Client;
using AspireChat.Unit.Tests.Fakes;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.Extensions.DependencyInjection;
using static AspireChat.Unit.Tests.Fakes.FakeUser;

namespace AspireChat.Unit.Tests.Client;

/// <summary>A server that goes silent without closing its connections.</summary>
public class SilenceTests
{
    [Theory]
    [InlineData(HttpTransportType.WebSockets, false)]
    [InlineData(HttpTransportType.WebSockets, true)]
    [InlineData(HttpTransportType.ServerSentEvents, false)]
    public async Task The_status_shows_that_the_node_is_silent_and_when_it_responds_again(HttpTransportType transport, bool messagePack)
    {
        await using var chat = new FakeChat { KeepAlive = TimeSpan.FromSeconds(0.2) };
        await chat.StartAsync();
        using var relay = new FreezableRelay(chat.Hub);
        await using var user = await JoinedAsync(chat, change: options => options with
        {
            Hub = relay.Address,
            Transports = transport,
            SilenceLimit = TimeSpan.FromSeconds(1.5),
            Configure = builder => _ = messagePack ? builder.AddMessagePackProtocol() : builder,
        });

        relay.Freeze();
        await Until(() => user.Connection.Status == ConnectionStatus.Unresponsive, () => $"{user.Connection.Status}");
        relay.Thaw();
        await Until(() => user.Connection.Status == ConnectionStatus.Online, () => $"{user.Connection.Status}");
        Assert.DoesNotContain(ConnectionStatus.Reconnecting, user.Statuses);
        Assert.Single(chat.Connections);
    }

    [Fact]
    public async Task An_unanswered_call_detects_a_silent_node_sooner()
    {
        await using var chat = await FakeChat.StartedAsync();
        using var relay = new FreezableRelay(chat.Hub);
        await using var user = await JoinedAsync(chat, change: options => options with
        {
            Hub = relay.Address,
            SilenceLimit = TimeSpan.FromMinutes(1),
            AnswerLimit = TimeSpan.FromSeconds(1),
        });

        relay.Freeze();
        var sent = user.Connection.Send(Room, "hello");
        await Until(() => user.Statuses.Contains(ConnectionStatus.Unresponsive), () => string.Join(' ', user.Statuses));
        relay.Thaw();
        await sent.Completion.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await Until(() => user.Connection.Status == ConnectionStatus.Online, () => $"{user.Connection.Status}");
    }

    [Fact]
    public async Task A_poll_that_is_never_answered_ends_the_connection_and_the_next_one_resumes()
    {
        await using var chat = new FakeChat { PollTimeout = TimeSpan.FromSeconds(0.5) };
        await chat.StartAsync();
        using var relay = new FreezableRelay(chat.Hub);
        await using var user = await JoinedAsync(chat, change: options => options with
        {
            Hub = relay.Address,
            Transports = HttpTransportType.LongPolling,
            ServerTimeout = TimeSpan.FromSeconds(3),
        });

        relay.Freeze();
        await Until(() => user.Connection.Status == ConnectionStatus.Reconnecting, () => $"{user.Connection.Status}");
        Assert.Contains("poll", user.Connection.LastError, StringComparison.Ordinal);
        await chat.SayAsync(Room, "meanwhile");
        relay.Thaw();
        await user.UntilScreenShows(["meanwhile"]);
    }
}
