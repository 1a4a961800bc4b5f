using System.Text.RegularExpressions;

namespace AspireChat.Browser.Tests;

/// <summary>
/// What becomes of an action when the connection, the node or the page goes in the middle of it: it is done once, and both people see that.
/// </summary>
public sealed class InterruptionTests(ChatSite site)
{
    private static readonly Act[] Actions =
    [
        new("Edit",
            async who =>
            {
                await who.ActAsync("to be edited", "edit");
                await who.Page.GetByTestId("edit-box").FillAsync("edited");
                await who.Page.Keyboard.PressAsync("Enter");
            },
            who => Expect(who.Message("edited")).ToHaveCountAsync(1)),
        new("Delete",
            async who =>
            {
                await who.ActAsync("to be deleted", "delete");
                await who.Page.GetByTestId("delete-confirmation").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
            },
            who => Expect(who.Page.GetByText("This message was deleted.")).ToHaveCountAsync(1)),
        new("React",
            async who =>
            {
                await who.ActAsync("to be reacted to", "react");
                await who.Page.GetByTestId("emoji-picker").GetByText("🎉").ClickAsync();
            },
            who => Expect(who.Page.GetByTestId("reaction")).ToHaveTextAsync(["🎉 1"])),
        new("Pin",
            who => who.ActAsync("to be pinned", "pin"),
            who => Expect(who.Page.GetByTestId("pinned")).ToHaveCountAsync(1)),
        new("Vote",
            who => who.Message("a question?").GetByTestId("vote").ClickAsync(),
            who => Expect(who.Message("a question?").GetByTestId("vote")).ToContainTextAsync("1")),
        new("Typing",
            who => who.MessageBox.PressSequentiallyAsync("an answer"),
            who => Task.CompletedTask,
            // The page tells of typing at most every three seconds, and only while the room is joined; nothing is sent later.
            who => who.MessageBox.PressAsync("x")),
        new("Send",
            async who =>
            {
                await who.ActAsync("to be reacted to", "reply");
                await who.MessageBox.FillAsync("an answer");
                await who.MessageBox.PressAsync("Enter");
            },
            async who =>
            {
                await Expect(who.Message("an answer").GetByTestId("quote")).ToContainTextAsync("to be reacted to");
                await Expect(who.Page.GetByTestId("typing")).ToHaveTextAsync("");
            }),
        new("ChangeRoom",
            async who =>
            {
                await who.Page.GetByTestId("room-settings").ClickAsync();
                var dialog = who.Page.GetByTestId("settings-dialog");
                await dialog.GetByLabel("Topic").FillAsync("All about questions");
                await dialog.GetByTestId("save-room").ClickAsync();
            },
            async who =>
            {
                await Expect(who.Page.GetByTestId("topic")).ToHaveTextAsync("All about questions");
                await Expect(who.Page.GetByTestId("notice").Filter(new() { HasText = "All about questions" })).ToHaveCountAsync(1);
                await Expect(who.Page.GetByTestId("settings-dialog")).ToHaveCountAsync(0);
            }),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_action_during_a_disconnect_is_applied_once(bool arrives)
    {
        var room = ChatSite.NewRoom();
        var (ada, grace) = await TwoAsync();
        await using var first = ada;
        await using var second = grace;
        var line = await WeakLine.ToAsync(ada.Page);
        await ada.Page.ReloadAsync();
        await ada.NodeAsync();
        await PrepareAsync(ada, grace, room);

        foreach (var action in Actions)
        {
            var connections = line.Connections;
            line.BreakAt(action.Method, arrives);
            await action.DoAsync(ada);
            await action.SeenAsync(ada);
            await action.SeenAsync(grace);
            // What was done can be seen before its answer is due.
            await BrokeAsync(line, action.Method, () => action.GoOnAsync(ada));
            await Eventually.TrueAsync(() => line.Connections > connections, "the page connects again");
            await ada.NodeAsync(); // Nobody is told of typing without a connection.
        }

        await AssertSameAsync(ada, grace);
        await MakeRoomAsync(ada, line, arrives);
        await InviteAsync(ada, grace, line, arrives);
    }

    [Fact]
    public async Task An_action_right_before_the_node_dies_is_applied_once()
    {
        var room = ChatSite.NewRoom();
        var (ada, grace) = await TwoAsync();
        await using var first = ada;
        await using var second = grace;
        await PrepareAsync(ada, grace, room);
        var node = await ada.NodeAsync();
        foreach (var action in Actions.Take(Actions.Length - 1))
        {
            await action.DoAsync(ada);
            await action.SeenAsync(ada); // What comes in moves the messages under the mouse.
        }

        await Actions[^1].DoAsync(ada);
        await site.EndNodeAsync(node);
        try
        {
            foreach (var action in Actions)
            {
                await action.SeenAsync(ada);
                await action.SeenAsync(grace);
            }

            await AssertSameAsync(ada, grace);
        }
        finally
        {
            await site.StartNodeAsync(node);
        }
    }

    [Fact]
    public async Task A_reload_keeps_completed_and_unfinished_actions()
    {
        var room = ChatSite.NewRoom();
        var (ada, grace) = await TwoAsync();
        await using var first = ada;
        await using var second = grace;
        await PrepareAsync(ada, grace, room);
        foreach (var action in Actions)
        {
            // A page that is gone sends no more.
            await ada.SendsAsync(action.Method, () => action.DoAsync(ada), () => action.GoOnAsync(ada));
            await ada.Page.ReloadAsync();
            await ada.NodeAsync();
            await action.SeenAsync(ada);
            await action.SeenAsync(grace);
        }

        await AssertSameAsync(ada, grace);

        await ada.ActAsync("to be reacted to", "reply");
        await ada.MessageBox.FillAsync("a draft");
        await ada.ActAsync("edited", "edit");
        await ada.Page.GetByTestId("edit-box").FillAsync("an edit that is not finished");
        await ada.Page.ReloadAsync();
        await Expect(ada.MessageBox).ToHaveValueAsync("a draft");
        await Expect(ada.Page.GetByTestId("replying")).ToContainTextAsync("Replying to Ada");
        await Expect(ada.Page.GetByTestId("edit-box")).ToHaveValueAsync("an edit that is not finished");
    }

    private async Task<(Visitor Ada, Visitor Grace)> TwoAsync() => await site.TwoOnDifferentNodesAsync(ChatSite.NewRoom(), fresh: true);

    /// <summary>A room of questions in which the first decides, with a message for each action and a question to vote for.</summary>
    private static async Task PrepareAsync(Visitor ada, Visitor grace, string room)
    {
        await ada.CallHubAsync("CreateRoom", new { room, kind = "questions" });
        await ada.OpenAsync($"/r/{room}");
        await grace.OpenAsync($"/r/{room}");
        await grace.SayAsync("a question?");
        await ada.Page.GetByTestId("questions-button").ClickAsync();
        await ada.Page.GetByTestId("approve").ClickAsync();
        await Expect(ada.Message("a question?")).ToHaveCountAsync(1);
        await ada.Page.GetByTestId("questions-button").ClickAsync();
        foreach (var text in new[] { "to be edited", "to be deleted", "to be reacted to", "to be pinned" })
        {
            await ada.SayAsync(text);
        }

        await ada.SeesAsync(5);
        await grace.SeesAsync(5);
    }

    private static async Task MakeRoomAsync(Visitor ada, WeakLine line, bool arrives)
    {
        var room = ChatSite.NewRoom();
        await ada.Page.GetByTestId("browse-rooms").ClickAsync();
        await ada.Page.GetByTestId("new-room").ClickAsync();
        var dialog = ada.Page.GetByTestId("new-room-dialog");
        await dialog.GetByLabel("Name").FillAsync(room);
        await dialog.GetByLabel("Private").CheckAsync();
        line.BreakAt("CreateRoom", arrives);
        await dialog.GetByTestId("make-room").ClickAsync();
        await Expect(ada.Page).ToHaveURLAsync(new Regex($"/r/{room}$"));
        await Expect(ada.Page.GetByTestId("private")).ToBeVisibleAsync();
        await BrokeAsync(line, "CreateRoom");
    }

    private static async Task InviteAsync(Visitor ada, Visitor grace, WeakLine line, bool arrives)
    {
        line.BreakAt("CreateInvitation", arrives);
        await ada.Page.GetByTestId("room-settings").ClickAsync();
        await ada.Page.GetByTestId("make-link").ClickAsync();
        var link = await ada.Page.GetByTestId("invitation-link").InputValueAsync();
        var other = await WeakLine.ToAsync(grace.Page);
        other.BreakAt("AcceptInvitation", arrives);
        await grace.Page.GotoAsync(link);
        await Expect(grace.Page.GetByTestId("private")).ToBeVisibleAsync();
        await Expect(ada.Page.GetByTestId("person")).ToHaveCountAsync(2);
        await BrokeAsync(line, "CreateInvitation");
        await BrokeAsync(other, "AcceptInvitation");
    }

    private static Task BrokeAsync(WeakLine line, string method, Func<Task>? goOn = null) => Eventually.TrueAsync(
        async () =>
        {
            if (!line.Broke && goOn is not null)
            {
                await goOn();
            }

            return line.Broke;
        },
        $"the line breaks at {method}");

    private static async Task AssertSameAsync(Visitor ada, Visitor grace)
    {
        IReadOnlyList<string> seen = [];
        await Eventually.TrueAsync(
            async () =>
            {
                seen = await ada.ReadAsync();
                return seen.SequenceEqual(await grace.ReadAsync()) && seen.Count == 6;
            },
            "both see the same messages");
        Assert.Single(seen, message => message.EndsWith("an answer", StringComparison.Ordinal));
        Assert.Empty(await ada.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "connection" }).AllAsync());
    }

    /// <param name="Method">The hub's method that it calls.</param>
    /// <param name="DoAsync">What the user does.</param>
    /// <param name="SeenAsync">What everybody sees of it.</param>
    /// <param name="Continue">What the user does until the call is made, if doing it once need not lead to one.</param>
    private sealed record Act(
        string Method, Func<Visitor, Task> DoAsync, Func<Visitor, Task> SeenAsync, Func<Visitor, Task>? Continue = null)
    {
        public Task GoOnAsync(Visitor who) => Continue?.Invoke(who) ?? Task.CompletedTask;
    }
}
