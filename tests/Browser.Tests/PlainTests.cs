namespace AspireChat.Browser.Tests;

/// <summary>The page of plain JavaScript, <c>/plain</c>.</summary>
public sealed class PlainTests(ChatSite site)
{
    [Fact]
    public async Task The_plain_page_shows_the_same_messages_and_hostile_text_as_text()
    {
        const string Hostile = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        var room = ChatSite.NewRoom();
        var (ada, grace) = await site.TwoOnDifferentNodesAsync(room, second: "<b>Grace</b>", plain: true);
        await using var _ = ada;
        await using var __ = grace;

        await ada.SayAsync("Hello from here");
        await grace.SeesAsync(1);
        await grace.SayAsync(Hostile);
        await ada.SeesAsync(2);
        await grace.SeesAsync(2);
        Assert.Equal(await ada.ReadAsync(), await grace.ReadAsync());
        await Expect(grace.Texts).ToHaveTextAsync(["Hello from here", Hostile]);
        await Expect(grace.Page.GetByTestId("author")).ToHaveTextAsync(["Ada", "<b>Grace</b>"]);
        await Expect(grace.Page.Locator("img, #timeline b, #timeline script")).ToHaveCountAsync(0);
        await Expect(grace.Page.GetByTestId("person")).ToHaveTextAsync(["<b>Grace</b>", "Ada"]);

        // What others do to messages.
        var seq = int.Parse((await ada.ReadAsync())[0].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        await ada.CallHubAsync("React", new { room, seq, emoji = "🎉" }, join: room);
        await ada.CallHubAsync("Edit", new { room, seq, text = "Hello anew" }, join: room);
        await Expect(grace.Texts.First).ToHaveTextAsync("Hello anew");
        await Expect(grace.Page.GetByTestId("reaction")).ToHaveTextAsync(["🎉 1"]);
        await ada.CallHubAsync("Delete", new { room, seq }, join: room);
        await Expect(grace.Page.GetByText("This message was deleted.")).ToBeVisibleAsync();
        await Expect(grace.Texts).ToHaveTextAsync([Hostile]);
        Assert.DoesNotContain("owned", await grace.Page.TitleAsync(), StringComparison.Ordinal);

        // What was read here is read on the user's other devices.
        await Eventually.TrueAsync(async () => await UnreadAsync(grace, room) == 0, "everything is read");
        await ada.CallHubAsync("LeaveRoom", new { room }, join: room);
        await Expect(grace.Page.GetByText("Ada left.", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Empty(grace.Complaints);
        Assert.NotEmpty(grace.Requests);
        Assert.All(grace.Requests, request => Assert.StartsWith(site.Address.ToString(), request, StringComparison.Ordinal));
    }

    private static Task<int> UnreadAsync(Visitor visitor, string room) => visitor.Page.EvaluateAsync<int>(
        """
        room => new Promise((done, failed) => {
          const { token } = JSON.parse(sessionStorage.getItem('session'));
          const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/hubs/chat?access_token=${token}`);
          const send = value => socket.send(JSON.stringify(value) + '\u001e');
          socket.onerror = failed;
          socket.onopen = () => {
            send({ protocol: 'json', version: 1 });
            send({ type: 1, invocationId: '1', target: 'MyRooms', arguments: [{ room }] });
          };
          socket.onmessage = event => {
            const answer = event.data.split('\u001e').filter(Boolean).map(JSON.parse).find(message => message.type === 3);
            if (answer) { socket.close(); done(answer.result.rooms[0].unread); }
          };
        })
        """,
        room);

    [Theory]
    [InlineData("kill")]
    [InlineData("drain")]
    public async Task The_plain_page_loses_no_message_when_a_node_stops(string how)
    {
        var (ada, grace) = await site.TwoOnDifferentNodesAsync(ChatSite.NewRoom(), plain: true);
        await using var _ = ada;
        await using var __ = grace;
        await site.LoseNodeOfSecondAsync(ada, grace, how);
    }

    [Fact]
    public async Task Without_WebAssembly_the_plain_page_opens_in_the_same_room_and_language()
    {
        var room = ChatSite.NewRoom();
        await using var ada = await site.VisitAsync("about:blank", locale: "zh-CN");
        await ada.Page.AddInitScriptAsync("delete window.WebAssembly");

        await ada.Page.GotoAsync($"/r/{room}");

        await ada.Page.WaitForURLAsync($"**/plain?room={room}");
        await ada.Page.GetByLabel("你的名字").FillAsync("阿达");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "进入聊天" }).ClickAsync();
        await ada.NodeAsync();
        var box = ada.Page.GetByRole(AriaRole.Textbox, new() { Name = $"发送到 {room} 的消息" });
        await box.FillAsync("你好");
        await box.PressAsync("Enter");
        await ada.SeesAsync(1);

        // After a reload the session is still there, and older messages can be loaded: a page has 50 events.
        await ada.FillAsync(room, 60);
        await ada.Page.ReloadAsync();
        await Expect(ada.Texts.Last).ToHaveTextAsync("message 60");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "加载更早的消息" }).ClickAsync();
        await ada.SeesAsync(61);
        await Expect(ada.Texts.First).ToHaveTextAsync("你好");
        await Expect(ada.Page.GetByText($"这里是 #{room} 的开头。")).ToBeVisibleAsync();
    }
}
