using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;

namespace AspireChat.ChatNode.Tests.Conversations;

/// <summary>Attachments, deletion, history, pins and search.</summary>
public abstract class MessageTests(RoomStore store) : ConversationTests(store)
{
    [Fact]
    public async Task Attachments_are_delivered_with_a_message_whose_text_can_be_empty()
    {
        var room = NewRoom();
        var picture = PictureOf("ada");
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        await ada.JoinAsync(room);
        await bob.JoinAsync(room);
        await SendAsync(ada, new SendRequest { Room = room, Id = MessageId.New(), Attachments = [picture] });
        await Eventually.TrueAsync(() => bob.Events.Any(e => e.Attachments is not null), "the picture");
        Assert.Equal([picture], bob.Events.Single(e => e.Attachments is not null).Attachments!);
        await RefusedAsync(ChatErrors.BadRequest, () => SendAsync(
            ada, new SendRequest { Room = room, Id = MessageId.New(), Attachments = [picture with { Id = "../../../../etc/passwd" }] }));
        await RefusedAsync(ChatErrors.BadRequest, () => SendAsync(
            ada,
            new SendRequest
            {
                Room = room,
                Id = MessageId.New(),
                Attachments = [.. Enumerable.Repeat(picture, Attachment.MaxPerMessage + 1)],
            }));
    }

    [Fact]
    public async Task An_attachment_is_what_its_sender_uploaded_and_nothing_else()
    {
        var room = NewRoom();
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob");
        await ada.JoinAsync(room);
        await bob.JoinAsync(room);
        var picture = PictureOf("ada");
        foreach (var changed in new[]
        {
            picture with { Name = "Invoice.exe" },
            picture with { Type = "text/html" },
            picture with { Size = 13 },
            picture with { Id = new string('a', 44) },
            picture with { Id = picture.Id[..22] },
            PictureOf("bob"),
            Tokens.Attachment(Id("ada"), "some other key, which is long enough too", picture.Name, picture.Type, picture.Size),
        })
        {
            await RefusedAsync(ChatErrors.BadRequest, () => SendAsync(
                ada, new SendRequest { Room = room, Id = MessageId.New(), Text = "look", Attachments = [picture, changed] }));
        }

        // Nor has anybody else uploaded it. What was sent is no longer deleted as unsent.
        await RefusedAsync(
            ChatErrors.BadRequest,
            () => SendAsync(bob, new SendRequest { Room = room, Id = MessageId.New(), Attachments = [picture] }));
        var unsent = One.Redis.GetDatabase();
        await unsent.SortedSetAddAsync("chat:files:unsent", picture.Id[..22], 1);
        await SendAsync(ada, new SendRequest { Room = room, Id = MessageId.New(), Attachments = [picture] });
        Assert.Null(await unsent.SortedSetScoreAsync("chat:files:unsent", picture.Id[..22]));
    }

    [Theory]
    [InlineData(@"half \ud83d")]
    [InlineData(@"\ude00 the other half")]
    [InlineData(@"the wrong way round \ude00\ud83d")]
    [InlineData(@"nothing \u0000")]
    public async Task A_text_that_is_not_Unicode_or_has_NUL_is_refused_with_a_code(string text)
    {
        var room = NewRoom();
        await using var ada = await ComeAsync("ada");
        await ada.JoinAsync(room);
        var whole = await ada.CallAsync<SendResult>(
            nameof(IChatHub.Send), new RawJson($$"""{"room":"{{room}}","id":"1","text":"whole \ud83d\ude00"}"""));
        await RefusedAsync(ChatErrors.BadRequest, () => ada.CallAsync<SendResult>(
            nameof(IChatHub.Send), new RawJson($$"""{"room":"{{room}}","id":"2","text":"{{text}}"}""")));
        await RefusedAsync(ChatErrors.BadRequest, () => ada.CallAsync<ChangeResult>(
            nameof(IChatHub.Edit), new RawJson($$"""{"room":"{{room}}","seq":{{whole.Seq}},"text":"{{text}}"}""")));
        await Eventually.TrueAsync(() => ada.Texts.Count == 1, "the message");
        Assert.Equal(["whole 😀"], ada.Texts);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("\\u202e")] // a direction mark
    [InlineData("\\u3164")] // a blank letter
    [InlineData("\\n")]
    [InlineData("\\ud83d")]
    public async Task A_reaction_that_cannot_be_seen_is_refused(string emoji)
    {
        var room = NewRoom();
        await using var ada = await ComeAsync("ada");
        await ada.JoinAsync(room);
        var sent = await ada.SendAsync(room, "hello");
        await RefusedAsync(ChatErrors.BadRequest, () => ada.CallAsync<ChangeResult>(
            nameof(IChatHub.React), new RawJson($$"""{"room":"{{room}}","seq":{{sent.Seq}},"emoji":"{{emoji}}"}""")));
        await ada.CallAsync<ChangeResult>(nameof(IChatHub.React), new ReactRequest { Room = room, Seq = sent.Seq, Emoji = "👍" });
    }

    [Fact]
    public async Task A_deleted_message_leaves_the_log_and_its_versions_are_for_author_and_moderators()
    {
        var room = NewRoom();
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        await using var eve = await ComeAsync("eve", Two);
        await ada.JoinAsync(room);
        await bob.JoinAsync(room);
        await eve.JoinAsync(room);
        var id = MessageId.New();
        var picture = PictureOf("bob");
        var sent = await SendAsync(bob, new SendRequest { Room = room, Id = id, Text = "secret \"one\"", Attachments = [picture] });
        await EditAsync(bob, room, sent.Seq, "secret \"two\" \\ ]");
        await EditAsync(bob, room, sent.Seq, "secret three");
        Assert.Equal(0, (await EditAsync(bob, room, sent.Seq, "secret three")).Seq);
        await bob.SendAsync(room, "after");
        await bob.CallAsync<ChangeResult>(nameof(IChatHub.Delete), new DeleteRequest { Room = room, Seq = sent.Seq });

        // Whoever reads the log from now on, or looks into the store, finds the places and nothing in them.
        var late = await (await ComeAsync("late")).JoinAsync(room);
        Assert.Equal(Enumerable.Range(1, late.Events.Count).Select(i => (long)i), late.Events.Select(e => e.Seq));
        Assert.DoesNotContain(late.Events, e => e.Text?.Contains("secret", StringComparison.Ordinal) == true || e.Attachments is not null);
        var place = late.Events.Single(e => e.Seq == sent.Seq);
        Assert.Equal((EventKind.Message, id, Id("bob"), true), (place.Kind, place.Id, place.User, place.Removed));
        Assert.Equal(
            [(sent.Seq, true), (sent.Seq, true)],
            late.Events.Where(e => e.Kind == EventKind.Edit).Select(edit => (edit.Target!.Value, edit.Removed!.Value)));
        var stored = await One.Redis.GetDatabase().SortedSetRangeByRankAsync($"chat:{{{room}}}:log");
        Assert.DoesNotContain(stored, entry => entry.ToString().Contains("secret", StringComparison.Ordinal));

        // Sent again, it is the same message.
        Assert.True((await SendAsync(bob, new SendRequest { Room = room, Id = id, Text = "secret" })).Duplicate);
        await RefusedAsync(ChatErrors.NotFound, () => EditAsync(bob, room, sent.Seq, "back"));
        await RefusedAsync(
            ChatErrors.NotFound,
            () => bob.CallAsync<ChangeResult>(nameof(IChatHub.Delete), new DeleteRequest { Room = room, Seq = sent.Seq }));
        await RefusedAsync(ChatErrors.Forbidden, () => HistoryAsync(eve, room, sent.Seq));
        foreach (var entitled in new[] { ada, bob })
        {
            var past = await HistoryAsync(entitled, room, sent.Seq);
            Assert.Equal("secret \"one\"", past.Original.Text);
            Assert.Equal([picture], past.Original.Attachments!);
            Assert.Equal(["secret \"two\" \\ ]", "secret three"], past.Edits.Select(edit => edit.Text));
            Assert.Equal(Id("bob"), past.Deleted?.User);
        }
    }

    [Fact]
    public async Task A_reply_needs_a_message_that_exists_or_was_trimmed()
    {
        var room = NewRoom();
        await using var small = await Node.StartAsync(
            "chatnode-3", Store, new Dictionary<string, string?> { ["Chat:Rooms:LogLength"] = "5" });
        await using var ada = await ComeAsync("ada", small);
        await ada.JoinAsync(room);
        var first = await ada.SendAsync(room, "first");
        await ReplyAsync(ada, room, first.Seq);
        await RefusedAsync(ChatErrors.NotFound, () => ReplyAsync(ada, room, 99));
        await RefusedAsync(ChatErrors.NotFound, () => ReplyAsync(ada, room, -1));
        for (var i = 0; i < 6; i++)
        {
            await ada.SendAsync(room, $"m{i}");
        }

        await ReplyAsync(ada, room, first.Seq);
    }

    [Fact]
    public async Task Pins_outlive_the_log_and_follow_their_message()
    {
        var room = NewRoom();
        await using var small = await Node.StartAsync(
            "chatnode-3", Store, new Dictionary<string, string?> { ["Chat:Rooms:LogLength"] = "6" });
        await using var ada = await ComeAsync("ada", small);
        await using var bob = await ComeAsync("bob", small);
        await ada.JoinAsync(room);
        await bob.JoinAsync(room);
        var (one, two) = (await bob.SendAsync(room, "one"), await bob.SendAsync(room, "two"));
        await RefusedAsync(ChatErrors.Forbidden, () => PinAsync(bob, room, one.Seq));
        await RefusedAsync(ChatErrors.NotFound, () => PinAsync(ada, room, 99));
        var pinned = await PinAsync(ada, room, one.Seq);
        Assert.Equal(0, (await PinAsync(ada, room, one.Seq)).Seq);
        await PinAsync(ada, room, two.Seq);
        await Eventually.TrueAsync(
            () => bob.Events.Any(e => e.Kind == EventKind.Pin && e.Seq == pinned.Seq && e.Target == one.Seq), "the pin");
        await EditAsync(bob, room, two.Seq, "two, fixed");
        Assert.Equal(["one", "two, fixed"], await PinsAsync(bob, room));
        await bob.CallAsync<ChangeResult>(nameof(IChatHub.Delete), new DeleteRequest { Room = room, Seq = two.Seq });
        for (var i = 0; i < 8; i++)
        {
            await ada.SendAsync(room, $"m{i}");
        }

        Assert.Equal(["one"], await PinsAsync(bob, room));
        await ada.CallAsync<ChangeResult>(nameof(IChatHub.Pin), new PinRequest { Room = room, Seq = one.Seq, Remove = true });
        Assert.Empty(await PinsAsync(bob, room));
    }

    [Fact]
    public async Task A_search_finds_messages_by_their_current_text()
    {
        var room = NewRoom();
        await using var ada = await ComeAsync("ada");
        await ada.JoinAsync(room);
        await ada.SendAsync(room, "Crème brûlée");
        var edited = await ada.SendAsync(room, "bread");
        var deleted = await ada.SendAsync(room, "BRULEE, again");
        for (var i = 0; i < 250; i++)
        {
            await ada.SendAsync(room, $"filler {i}");
        }

        await ada.SendAsync(room, "the brulee of yesterday");
        await EditAsync(ada, room, edited.Seq, "no bread but brûlée");
        await ada.CallAsync<ChangeResult>(nameof(IChatHub.Delete), new DeleteRequest { Room = room, Seq = deleted.Seq });
        Assert.Equal(
            ["the brulee of yesterday", "no bread but brûlée", "Crème brûlée"],
            (await SearchAsync(ada, room, "Brulée")).Events.Select(found => found.Text));
        var first = await SearchAsync(ada, room, "brulee", limit: 1);
        Assert.Equal(["the brulee of yesterday"], first.Events.Select(found => found.Text));
        var rest = await SearchAsync(ada, room, "brulee", before: first.Next!.Value);
        Assert.Equal(["no bread but brûlée", "Crème brûlée"], rest.Events.Select(found => found.Text));
        Assert.Null(rest.Next);
        Assert.Empty((await SearchAsync(ada, room, "bread pudding")).Events);
        await RefusedAsync(ChatErrors.BadRequest, () => SearchAsync(ada, room, "b"));
    }

    [Theory]
    [InlineData("Straße", "strasse")]
    [InlineData("STRASSE", "straße")]
    [InlineData("ISTANBUL", "ıstanbul")]
    [InlineData("ıstanbul", "istanbul")]
    [InlineData("İstanbul", "ISTANBUL")]
    [InlineData("don’t", "don't")]
    [InlineData("don't", "don’t")]
    [InlineData("zero\u200Bwidth", "zerowidth")]
    [InlineData("zerowidth", "zero\u200Bwidth")]
    [InlineData("“quoted” – dash", "\"quoted\" - dash")]
    public async Task A_search_folds_what_cannot_be_seen_or_typed(string text, string query)
    {
        var room = NewRoom();
        await using var ada = await ComeAsync("ada");
        await ada.JoinAsync(room);
        await ada.SendAsync(room, $"before {text} after");
        Assert.Equal([$"before {text} after"], (await SearchAsync(ada, room, query)).Events.Select(found => found.Text));
        Assert.Empty((await SearchAsync(ada, room, "\u200B\u200B")).Events);
    }

    private static Task<SendResult> SendAsync(TestClient client, SendRequest request) =>
        client.CallAsync<SendResult>(nameof(IChatHub.Send), request);

    private static Task<SendResult> ReplyAsync(TestClient client, string room, long seq) =>
        SendAsync(client, new SendRequest { Room = room, Id = MessageId.New(), Text = "a reply", ReplyTo = seq });

    private static Task<ChangeResult> EditAsync(TestClient client, string room, long seq, string text) =>
        client.CallAsync<ChangeResult>(nameof(IChatHub.Edit), new EditRequest { Room = room, Seq = seq, Text = text });

    private static Task<MessageHistoryResult> HistoryAsync(TestClient client, string room, long seq) =>
        client.CallAsync<MessageHistoryResult>(nameof(IChatHub.MessageHistory), new MessageHistoryRequest { Room = room, Seq = seq });

    private static Task<ChangeResult> PinAsync(TestClient client, string room, long seq) =>
        client.CallAsync<ChangeResult>(nameof(IChatHub.Pin), new PinRequest { Room = room, Seq = seq });

    private static async Task<IEnumerable<string?>> PinsAsync(TestClient client, string room) =>
        (await client.CallAsync<PinsResult>(nameof(IChatHub.Pins), new PinsRequest { Room = room })).Events.Select(pin => pin.Text);

    private static Task<SearchResult> SearchAsync(TestClient client, string room, string text, long before = 0, int? limit = null) =>
        client.CallAsync<SearchResult>(
            nameof(IChatHub.Search), new SearchRequest { Room = room, Text = text, Before = before, Limit = limit });

    private Attachment PictureOf(string user) =>
        Tokens.Attachment(Id(user), Node.SigningKey, "a cat [1].png", "image/png", 12) with { Width = 3, Height = 4 };
}

public sealed class MessageTestsOnRedis(RedisStore store) : MessageTests(store), IClassFixture<RedisStore>;

public sealed class MessageTestsOnEmbeddedRedis(EmbeddedStore store) : MessageTests(store), IClassFixture<EmbeddedStore>;
