using System.Collections.Concurrent;
using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Unit.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using static AspireChat.Unit.Tests.Fakes.FakeUser;

namespace AspireChat.Unit.Tests.Client;

public class SendTests
{
    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_message_is_stored_once_and_in_order_whatever_happens_to_the_connection()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat);
        var random = new Random(7);
        chat.OnSend = _ => random.Next(6) switch
        {
            0 => new SendFault(Stores: true),
            1 => new SendFault(Stores: false),
            2 => new SendFault($"{ChatErrors.RateLimited}: slower"),
            3 => new SendFault($"{ChatErrors.Unavailable}: no Redis"),
            _ => null,
        };
        var sent = Enumerable.Range(1, 100).Select(i => user.Connection.Send(Room, $"{i}")).ToList();
        await Task.WhenAll(sent.Select(message => message.Completion)).WaitAsync(TimeSpan.FromSeconds(60), Ended);
        Assert.Equal(sent.Select(message => message.Id), chat.Log(Room).Events.Select(happened => happened.Id));
        await user.UntilScreenShows(sent.Select(message => message.Text));
        Assert.Equal(Enumerable.Range(1, 100), sent.Select(message => (int)message.Completion.Result.Seq));
        await Until(() => user.Connection.Outbox.Count == 0, () => $"{user.Connection.Outbox.Count} in the outbox");
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_found_in_the_log_and_not_sent_again()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat);
        chat.InFeed = _ => false;
        chat.OnSend = _ => new SendFault(Stores: true);
        chat.OnJoin = _ =>
        {
            chat.Log(Room).ForgetIds();
            return null;
        };
        var sent = user.Connection.Send(Room, "once");
        Assert.Equal(1, (await sent.Completion.WaitAsync(TimeSpan.FromSeconds(30), Ended)).Seq);
        Assert.Single(chat.Sends);
        Assert.Single(chat.Log(Room).Events);
    }

    [Fact]
    public async Task A_message_is_found_even_beyond_the_page_that_a_resume_returns()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat);
        chat.InFeed = _ => false;
        chat.OnSend = _ => new SendFault(Stores: true);
        chat.OnJoin = _ =>
        {
            // As after an hour: the ids are forgotten, and others have written more than a page.
            chat.OnJoin = _ => null;
            chat.Log(Room).ForgetIds();
            for (var i = 0; i < (3 * FakeLog.Page) + 5; i++)
            {
                chat.Log(Room).Append("bob", new SendRequest { Id = $"{i}", Text = "later" });
            }

            return null;
        };
        var sent = user.Connection.Send(Room, "once");
        Assert.Equal(1, (await sent.Completion.WaitAsync(TimeSpan.FromSeconds(30), Ended)).Seq);
        Assert.Single(chat.Sends);
    }

    [Fact]
    public async Task A_text_over_the_limit_fails_before_it_is_sent()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat);
        var refused = user.Connection.Send(Room, new string('x', new ChatLimits().MaxTextLength + 1));
        var next = user.Connection.Send(Room, "short");
        await next.Completion.WaitAsync(TimeSpan.FromSeconds(30), Ended);
        Assert.Equal(ChatErrors.TooLong, (await Assert.ThrowsAsync<ChatException>(() => refused.Completion)).Code);
        Assert.Equal(["short"], chat.Sends.Select(send => send.Text));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Half_a_surrogate_pair_is_replaced_and_later_messages_are_sent(bool messagePack)
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat, change: options => options with
        {
            Configure = builder => _ = messagePack ? builder.AddMessagePackProtocol() : builder,
        });
        user.Connection.Send(Room, "half \ud83d");
        await user.Connection.Send(Room, "next").Completion.WaitAsync(TimeSpan.FromSeconds(30), Ended);
        await user.UntilScreenShows(["half \uFFFD", "next"]);
    }

    [Fact]
    public async Task A_permanently_refused_message_fails_with_the_reason_and_does_not_block_the_next()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat);
        chat.OnSend = request => request.Text == "long" ? new SendFault($"{ChatErrors.TooLong}: at most 4000") : null;
        var refused = user.Connection.Send(Room, "long");
        var next = user.Connection.Send(Room, "short");
        await next.Completion.WaitAsync(TimeSpan.FromSeconds(30), Ended);
        Assert.Equal((OutboxState.Failed, "at most 4000", 1), (refused.State, refused.Error, refused.Attempts));
        Assert.Equal(ChatErrors.TooLong, (await Assert.ThrowsAsync<ChatException>(() => refused.Completion)).Code);
        Assert.Contains(refused, user.Connection.Outbox);
        user.Connection.Cancel(refused);
        Assert.DoesNotContain(refused, user.Connection.Outbox);
    }

    [Fact]
    public async Task A_send_that_fails_without_a_reason_is_retried_a_few_times_only()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat);
        chat.OnSend = request => request.Text == "poison" ? new SendFault("Failed") : null;
        var poison = user.Connection.Send(Room, "poison");
        await user.Connection.Send(Room, "next").Completion.WaitAsync(TimeSpan.FromSeconds(30), Ended);
        Assert.Equal((OutboxState.Failed, 5), (poison.State, poison.Attempts));
    }

    [Fact]
    public async Task The_client_rejoins_before_resending_to_a_node_that_forgot_it()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat);
        chat.Connections.Values.Single().Items.Remove(Room);
        await user.Connection.Send(Room, "one").Completion.WaitAsync(TimeSpan.FromSeconds(30), Ended);
        Assert.Equal(2, chat.Joins.Count);
        chat.OnSend = _ => new SendFault($"{ChatErrors.NotMember}: join first");
        var hopeless = user.Connection.Send(Room, "two");
        var refused = await Assert.ThrowsAsync<ChatException>(() => hopeless.Completion.WaitAsync(TimeSpan.FromSeconds(30), Ended));
        Assert.Equal((ChatErrors.NotMember, 2), (refused.Code, hopeless.Attempts));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_counts_as_lost()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat, change: options => options with { InvocationTimeout = TimeSpan.FromSeconds(2) });
        var first = true;
        chat.OnSend = _ => first && !(first = false) ? new SendFault(Hangs: true) : null;
        var sent = user.Connection.Send(Room, "patience");
        await sent.Completion.WaitAsync(TimeSpan.FromSeconds(30), Ended);
        Assert.Equal(2, sent.Attempts);
        Assert.Single(chat.Log(Room).Events);
        Assert.Contains(ConnectionStatus.Reconnecting, user.Statuses);
    }

    [Fact]
    public async Task Several_users_see_the_same_sequence_while_their_connections_break()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var ada = await JoinedAsync(chat, "ada");
        await using var bob = await JoinedAsync(chat, "bob");
        await using var eve = await JoinedAsync(chat, "eve");
        FakeUser[] users = [ada, bob, eve];
        var sent = new ConcurrentBag<OutboxMessage>();
        var breaking = Task.Run(
            async () =>
            {
                while (sent.Count < 60 || sent.Any(message => message.State != OutboxState.Sent))
                {
                    await Task.Delay(50, Ended);
                    chat.Connections.Values.ElementAtOrDefault(Random.Shared.Next(3))?.Abort();
                }
            },
            Ended);
        await Parallel.ForEachAsync(users, Ended, async (user, cancellationToken) =>
        {
            for (var i = 0; i < 20; i++)
            {
                var message = user.Connection.Send(Room, $"{user.Connection.Session!.User} {i}");
                sent.Add(message);
                await message.Completion.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
            }
        });
        await breaking.WaitAsync(TimeSpan.FromSeconds(60), Ended);
        string[] log = [.. chat.Log(Room).Events.Select(happened => happened.Text!)];
        Assert.Equal(60, log.Length);
        Assert.Equal(60, log.Distinct().Count());
        foreach (var user in users)
        {
            await Until(
                () => user.Updates.SelectMany(update => update.Events).Any(happened => happened.Seq == 60),
                () => "the last message is missing");

            // At least the page that the last reload brought, and all of it without a gap.
            Assert.InRange(user.Screen.Length, FakeLog.Page, log.Length);
            Assert.Equal(log.TakeLast(user.Screen.Length), user.Screen);
        }
    }
}
