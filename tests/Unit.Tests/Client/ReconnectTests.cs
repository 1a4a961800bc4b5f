using System.Net;
using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Unit.Tests.Fakes;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.Extensions.DependencyInjection;
using static AspireChat.Unit.Tests.Fakes.FakeUser;

namespace AspireChat.Unit.Tests.Client;

public class ReconnectTests
{
    private const int Many = 20;

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HttpTransportType.WebSockets, false)]
    [InlineData(HttpTransportType.ServerSentEvents, false)]
    [InlineData(HttpTransportType.LongPolling, false)]
    [InlineData(HttpTransportType.WebSockets, true)]
    [InlineData(HttpTransportType.LongPolling, true)]
    public async Task Every_transport_and_protocol_resumes(HttpTransportType transport, bool messagePack)
    {
        await using var chat = await FakeChat.StartedAsync();
        await chat.SayAsync(Room, "one");
        await using var user = await JoinedAsync(chat, change: options => options with
        {
            Transports = transport,
            Configure = builder => _ = messagePack ? builder.AddMessagePackProtocol() : builder,
        });
        Assert.Equal("ada", user.Connection.Session!.User);
        await chat.SayAsync(Room, "two");
        await user.UntilScreenShows(["one", "two"]);
        chat.Drop();
        await chat.SayAsync(Room, "three");
        await user.Connection.Send(Room, "four").Completion.WaitAsync(TimeSpan.FromSeconds(30), Ended);
        await user.UntilScreenShows(["one", "two", "three", "four"]);
    }

    [Fact]
    public async Task The_client_connects_once_a_server_appears_and_reports_the_earlier_error()
    {
        await using var chat = await FakeChat.StartedAsync();
        await chat.StopAsync();
        await using var user = new FakeUser(chat);
        var online = user.Connection.StartAsync(Ended);
        var joined = user.Connection.JoinAsync(Room, Ended);
        var sent = user.Connection.Send(Room, "written offline");
        await Until(() => user.Connection.LastError is not null, () => "no error told");
        Assert.Equal(ConnectionStatus.Connecting, user.Connection.Status);
        await chat.StartAsync();
        await Task.WhenAll(online, joined, sent.Completion).WaitAsync(TimeSpan.FromSeconds(30), Ended);
        Assert.Equal((ConnectionStatus.Online, null), (user.Connection.Status, user.Connection.LastError));
        await user.UntilScreenShows(["written offline"]);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "401")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "503")]
    [InlineData(HttpStatusCode.NotFound, "404")]
    public async Task A_refused_connection_is_reported_and_retried_with_a_new_token(HttpStatusCode status, string told)
    {
        await using var chat = await FakeChat.StartedAsync();
        chat.RefuseWith = (int)status;
        var asked = 0;
        await using var user = new FakeUser(chat, change: options => options with
        {
            AccessToken = _ => Task.FromResult<string?>($"token-{Interlocked.Increment(ref asked)}"),
        });
        var online = user.Connection.StartAsync(Ended);
        await Until(
            () => asked >= 3 && user.Connection.LastError?.Contains(told, StringComparison.Ordinal) is true,
            () => $"{asked} tokens, {user.Connection.LastError}");
        chat.RefuseWith = 0;
        await online.WaitAsync(TimeSpan.FromSeconds(30), Ended);
        Assert.StartsWith("token-", user.Connection.Session!.User, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_waits_when_the_connection_is_disposed_is_canceled()
    {
        await using var chat = await FakeChat.StartedAsync();
        var user = await JoinedAsync(chat);
        await chat.StopAsync();
        await Until(() => user.Connection.Status == ConnectionStatus.Reconnecting, () => "still online");
        Task[] waiting =
        [
            user.Connection.EditAsync(Room, 7, "never stored", Ended), user.Connection.InvitationsAsync(Room, Ended),
            user.Connection.MyRoomsAsync(cancellationToken: Ended),
        ];
        await user.DisposeAsync();
        foreach (var call in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(30), Ended));
        }
    }

    [Fact]
    public async Task A_handler_that_throws_at_a_refusal_keeps_neither_the_next_handler_nor_the_next_attempt_away()
    {
        await using var chat = await FakeChat.StartedAsync();
        chat.RefuseWith = (int)HttpStatusCode.Unauthorized;
        var refusals = 0;
        await using var user = new FakeUser(chat);
        user.Connection.Refused += _ => throw new InvalidOperationException("a broken page");
        user.Connection.Refused += _ => Interlocked.Increment(ref refusals);
        var online = user.Connection.StartAsync(Ended);
        await Until(() => Volatile.Read(ref refusals) >= 2, () => $"{refusals} refusals");
        chat.RefuseWith = 0;
        await online.WaitAsync(TimeSpan.FromSeconds(30), Ended);
    }

    [Fact]
    public async Task A_server_that_accepts_and_never_responds_does_not_block_the_client()
    {
        using var silent = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var chat = await FakeChat.StartedAsync();
        await using var user = new FakeUser(chat, change: options => options with
        {
            Hub = new Uri($"http://{silent.LocalEndpoint}/hubs/chat"),
            ConnectTimeout = TimeSpan.FromMilliseconds(200),
        });
        _ = user.Connection.StartAsync(Ended);
        await Until(() => user.Connection.LastError is not null, () => "no error told");
        Assert.Contains("No node answered within", user.Connection.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_client_recovers_from_repeated_loss_of_the_whole_cluster()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat);
        List<string> said = [];
        for (var i = 0; i < 5; i++)
        {
            await chat.StopAsync();
            await Until(() => user.Connection.Status == ConnectionStatus.Reconnecting, () => $"{user.Connection.Status}");
            var sent = user.Connection.Send(Room, $"message {i}");
            await chat.StartAsync();
            await sent.Completion.WaitAsync(TimeSpan.FromSeconds(30), Ended);
            said.Add(sent.Text);
        }

        await user.UntilScreenShows(said);
    }

    [Fact]
    public async Task The_client_moves_from_a_draining_node_to_another_without_going_offline()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat);
        var old = chat.Connections.Keys.Single();
        user.Statuses.Clear();
        chat.Node = "chatnode-2";
        await chat.AskToReconnectAsync(withinMs: 50);
        List<string> said = [];
        await Until(
            () =>
            {
                // Somebody writes all the time, before, during and after the move.
                if (user.Screen.Length == said.Count)
                {
                    said.Add($"message {said.Count}");
                    _ = chat.SayAsync(Room, said[^1]);
                }

                return user.Connection.Session!.Node == "chatnode-2" && !chat.Connections.ContainsKey(old);
            },
            () => $"{user.Connection.Session!.Node}, {chat.Connections.Count} connections");
        await user.UntilScreenShows(said);
        Assert.Single(user.Updates, update => update.Reset);
        Assert.NotEmpty(user.Statuses);
        Assert.All(user.Statuses, status => Assert.Equal(ConnectionStatus.Online, status));
        Assert.Single(chat.Connections);
    }

    [Fact]
    public async Task A_message_sent_during_a_move_is_stored_over_the_old_connection_until_the_new_one_has_joined()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat, change: options => options with { Time = new RecordingTime() });
        var old = chat.Connections.Keys.Single();
        var joining = new TaskCompletionSource();
        using var answer = new ManualResetEventSlim();
        chat.OnJoin = _ =>
        {
            joining.TrySetResult();
            answer.Wait(TimeSpan.FromSeconds(30), Ended);
            return null;
        };
        await chat.AskToReconnectAsync(withinMs: 0);
        await joining.Task.WaitAsync(TimeSpan.FromSeconds(30), Ended);
        await user.Connection.Send(Room, "meanwhile").Completion.WaitAsync(TimeSpan.FromSeconds(15), Ended);
        Assert.Contains(old, chat.Connections.Keys);
        answer.Set();
        await user.UntilScreenShows(["meanwhile"]);
        await Until(() => !chat.Connections.ContainsKey(old), () => "the old connection is open");
    }

    [Fact]
    public async Task The_clients_of_a_draining_node_move_spread_over_the_time_that_it_names()
    {
        var within = TimeSpan.FromMinutes(10);
        await WithManyAsync(within, options => options, async (chat, time, users) =>
        {
            chat.Node = "chatnode-2";
            await chat.AskToReconnectAsync((int)within.TotalMilliseconds);
            await AssertSpreadAsync(time, within);
            Assert.All(users, user => Assert.Equal("chatnode-1", user.Connection.Session!.Node));

            time.Advance(within);
            await Until(
                () => users.All(user => user.Connection.Session!.Node == "chatnode-2"),
                () => $"{users.Count(user => user.Connection.Session!.Node == "chatnode-1")} have not moved");
        });
    }

    [Fact]
    public async Task The_clients_of_a_lost_node_and_those_that_were_refused_reconnect_spread_over_the_delay()
    {
        var delay = TimeSpan.FromMinutes(10);
        ChatConnectionOptions Change(ChatConnectionOptions options) =>
            options with { MinimumReconnectDelay = delay, MaximumReconnectDelay = delay };
        await WithManyAsync(delay, Change, async (chat, time, users) =>
        {
            chat.Drop();
            await AssertSpreadAsync(time, delay);
            await Until(
                () => users.All(user => user.Connection.Status == ConnectionStatus.Reconnecting) && chat.Connections.IsEmpty,
                () => $"{chat.Connections.Count} connections");

            time.Delays.Clear();
            chat.RefuseWith = (int)HttpStatusCode.ServiceUnavailable;
            time.Advance(delay);
            await AssertSpreadAsync(time, delay);
            chat.RefuseWith = 0;
            Assert.All(users, user => Assert.Equal(ConnectionStatus.Reconnecting, user.Connection.Status));

            time.Advance(delay);
            await Until(
                () => users.All(user => user.Connection.Status == ConnectionStatus.Online),
                () => $"{users.Count(user => user.Connection.Status != ConnectionStatus.Online)} are offline");
        });
    }

    [Fact]
    public async Task Disposing_stops_everything()
    {
        await using var chat = await FakeChat.StartedAsync();
        var user = await JoinedAsync(chat);
        chat.OnSend = _ => new SendFault($"{ChatErrors.Unavailable}: no Redis");
        var sent = user.Connection.Send(Room, "never stored");
        var reading = user.Connection.Rooms.Single().ReadUpdatesAsync(Ended).CountAsync(Ended);
        await user.DisposeAsync();
        Assert.Equal(ConnectionStatus.Stopped, user.Connection.Status);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent.Completion.WaitAsync(TimeSpan.FromSeconds(30), Ended));
        await reading.AsTask().WaitAsync(TimeSpan.FromSeconds(30), Ended);
        await Until(() => chat.Connections.IsEmpty, () => "still connected");
        await Assert.ThrowsAsync<ObjectDisposedException>(() => user.Connection.JoinAsync("other", Ended));
    }

    /// <summary>Many clients in a room, whose waits of up to <paramref name="longest"/> are recorded.</summary>
    private static async Task WithManyAsync(
        TimeSpan longest,
        Func<ChatConnectionOptions, ChatConnectionOptions> change,
        Func<FakeChat, RecordingTime, IReadOnlyList<FakeUser>, Task> test)
    {
        var time = new RecordingTime();
        await using var chat = await FakeChat.StartedAsync();
        List<FakeUser> users = [];
        try
        {
            for (var i = 0; i < Many; i++)
            {
                users.Add(await JoinedAsync(chat, $"user-{i}", options => change(options) with
                {
                    Time = time,
                    ConnectTimeout = 2 * longest,
                    InvocationTimeout = 2 * longest,
                }));
            }

            time.Delays.Clear();
            await test(chat, time, users);
        }
        finally
        {
            foreach (var user in users)
            {
                await user.DisposeAsync();
            }
        }
    }

    /// <summary>Waits until each of many clients waits before its next step, and asserts that they do so for different times.</summary>
    private static async Task AssertSpreadAsync(RecordingTime time, TimeSpan within)
    {
        // The limits of calls and attempts are longer.
        List<TimeSpan> Waits() => [.. time.Delays.Where(delay => delay <= within)];
        await Until(() => Waits().Count == Many, () => $"{Waits().Count} clients wait");
        var waits = Waits();
        Assert.True(waits.Max() - waits.Min() > within * 0.25, $"from {waits.Min()} to {waits.Max()}");
    }
}
