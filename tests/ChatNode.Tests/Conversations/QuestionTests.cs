using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;

namespace AspireChat.ChatNode.Tests.Conversations;

/// <summary>Moderated questions.</summary>
public abstract class QuestionTests(RoomStore store) : ConversationTests(store)
{
    [Fact]
    public async Task A_question_is_visible_once_it_is_approved_and_collects_votes()
    {
        var room = NewRoom();
        await using var host = await ComeAsync("host");
        await using var ada = await ComeAsync("ada", Two);
        await using var bob = await ComeAsync("bob", Two);
        await CreateAsync(host, new NewRoomRequest { Room = room, Kind = RoomKind.Questions });
        await host.JoinAsync(room);
        Assert.Equal(RoomKind.Questions, (await ada.JoinAsync(room)).Kind);
        await bob.JoinAsync(room);
        await host.SendAsync(room, "welcome");
        var (good, bad) = (MessageId.New(), MessageId.New());
        var asked = await ada.SendAsync(room, "why?", good);
        Assert.Equal((0L, true, false), (asked.Seq, asked.Waiting, asked.Duplicate));
        Assert.True((await ada.SendAsync(room, "why?", good)).Duplicate);
        await bob.SendAsync(room, "rubbish", bad);
        await RefusedAsync(ChatErrors.BadRequest, () => bob.SendAsync(room, "stolen id", good));
        await HearsAsync(host, NoticeKind.Question, room);
        Assert.Equal(["why?", "rubbish"], (await QuestionsAsync(host, room)).Select(question => question.Text));
        Assert.Equal(["why?"], (await QuestionsAsync(ada, room)).Select(question => question.Text));
        await RefusedAsync(ChatErrors.Forbidden, () => ApproveAsync(ada, room, good));
        await host.CallAsync<object?>(nameof(IChatHub.Dismiss), new QuestionRequest { Room = room, Id = bad });
        await RefusedAsync(ChatErrors.NotFound, () => ApproveAsync(host, room, bad));
        var seq = (await ApproveAsync(host, room, good)).Seq;
        await RefusedAsync(ChatErrors.NotFound, () => ApproveAsync(host, room, good));
        await Eventually.TrueAsync(() => bob.Events.Any(e => e.Seq == seq), "the question");
        var question = bob.Events.Single(e => e.Seq == seq);
        Assert.Equal((EventKind.Question, Id("ada"), "why?"), (question.Kind, question.User, question.Text));
        Assert.DoesNotContain("rubbish", bob.Events.Select(e => e.Text));
        Assert.Empty(await QuestionsAsync(host, room));

        // Sent again after their answers were lost, neither comes back.
        Assert.Equal((seq, true), (await ada.SendAsync(room, "why?", good)) is var again ? (again.Seq, again.Duplicate) : default);
        Assert.True((await bob.SendAsync(room, "rubbish", bad)).Duplicate);
        Assert.Empty(await QuestionsAsync(host, room));

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => VoteAsync(bob, room, seq)));
        await VoteAsync(ada, room, seq);
        await VoteAsync(bob, room, seq, remove: true);
        await Eventually.TrueAsync(() => host.Events.Count(e => e.Kind == EventKind.Vote) == 3, "three changes of the votes");
        Assert.Equal([1, 2, 1], host.Events.Where(e => e.Kind == EventKind.Vote).Select(e => e.Votes));
        Assert.Equal(0, (await VoteAsync(bob, room, seq, remove: true)).Seq);
        await RefusedAsync(ChatErrors.NotFound, () => VoteAsync(bob, room, 1));
        await RefusedAsync(
            ChatErrors.Forbidden,
            () => ada.CallAsync<ChangeResult>(nameof(IChatHub.Edit), new EditRequest { Room = room, Seq = seq, Text = "other words" }));
    }

    private static async Task<IReadOnlyList<Question>> QuestionsAsync(TestClient client, string room) =>
        (await client.CallAsync<QuestionsResult>(nameof(IChatHub.Questions), new QuestionsRequest { Room = room })).Questions;

    private static Task<ChangeResult> ApproveAsync(TestClient client, string room, string id) =>
        client.CallAsync<ChangeResult>(nameof(IChatHub.Approve), new QuestionRequest { Room = room, Id = id });

    private static Task<ChangeResult> VoteAsync(TestClient client, string room, long seq, bool remove = false) =>
        client.CallAsync<ChangeResult>(nameof(IChatHub.Vote), new VoteRequest { Room = room, Seq = seq, Remove = remove });
}

public sealed class QuestionTestsOnRedis(RedisStore store) : QuestionTests(store), IClassFixture<RedisStore>;

public sealed class QuestionTestsOnEmbeddedRedis(EmbeddedStore store) : QuestionTests(store), IClassFixture<EmbeddedStore>;
