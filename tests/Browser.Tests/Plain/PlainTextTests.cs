namespace AspireChat.Browser.Tests.Plain;

/// <summary>What the plain page makes of texts, and its list of rooms.</summary>
public sealed class PlainTextTests(ChatSite site)
{
    [Fact]
    public async Task Half_a_surrogate_pair_is_replaced_and_later_messages_are_sent()
    {
        await using var ada = await InAsync(ChatSite.NewRoom());
        await TypeAsync(ada, "half \\ud83d");
        await ada.SayAsync("next");
        await ada.SeesAsync(2);
        await Expect(ada.Texts).ToHaveTextAsync(["half \uFFFD", "next"]);
    }

    [Fact]
    public async Task A_text_with_NUL_is_refused_at_once_and_later_messages_are_sent()
    {
        await using var ada = await InAsync(ChatSite.NewRoom());
        await TypeAsync(ada, "nothing \\u0000");
        await ada.SayAsync("next");
        await Expect(ada.Texts).ToHaveTextAsync(["next"]);
        await Expect(ada.Pending).ToContainTextAsync("Not sent: ");
        await Expect(ada.Pending).ToContainTextAsync("'text'");
    }

    [Fact]
    public async Task Markdown_is_shown_as_formatted_text_and_nothing_in_it_runs()
    {
        await using var ada = await InAsync(ChatSite.NewRoom());
        await ada.SayAsync(
            "**bold** _em_ `code` https://example.com/a ![seen](https://example.com/spy.png) " +
            "[bad](javascript:document.title='owned') <img src=x> 看https://example.com/b，好");
        await ada.SeesAsync(1);
        var text = ada.Texts.First;
        await Expect(text.Locator("strong")).ToHaveTextAsync("bold");
        await Expect(text.Locator("em")).ToHaveTextAsync("em");
        await Expect(text.Locator("code")).ToHaveTextAsync("code");
        await Expect(text.Locator("a[href='https://example.com/a'][rel='noopener noreferrer']")).ToHaveCountAsync(1);
        await Expect(text.Locator("a[href='https://example.com/b']")).ToHaveTextAsync("https://example.com/b");
        await Expect(text.Locator("a[href^='javascript'], img")).ToHaveCountAsync(0);
        await Expect(text).ToContainTextAsync("<img src=x>");
        Assert.Empty(ada.Complaints);
    }

    [Fact]
    public async Task The_room_list_links_to_the_other_rooms()
    {
        var (first, second) = (ChatSite.NewRoom(), ChatSite.NewRoom());
        await using var ada = await InAsync(first);
        await ada.SayAsync("in the first");
        await ada.SeesAsync(1);
        await ada.Page.GotoAsync($"/plain?room={second}");
        await ada.NodeAsync();

        await ada.Page.Locator("summary").Filter(new() { HasText = "Rooms" }).ClickAsync();
        await Expect(ada.Page.GetByTestId("room").Filter(new() { HasText = second })).ToHaveAttributeAsync("aria-current", "page");
        await ada.Page.GetByTestId("room").Filter(new() { HasText = first }).ClickAsync();
        await Expect(ada.Texts).ToHaveTextAsync(["in the first"]);
    }

    [Fact]
    public async Task Both_pages_say_who_came_and_who_left_and_an_Arabic_name_does_not_turn_the_sentence()
    {
        var room = ChatSite.NewRoom();
        await using var ada = await InAsync(room);
        var name = $"ليلى {Guid.NewGuid():N}"[..12];
        await using var layla = await site.VisitAsync($"/r/{room}", fresh: true);
        await layla.SignInAsync(name);
        var said = ada.Page.Locator(".plain-notice");
        await Expect(said.Last).ToHaveTextAsync($"\u2068{name}\u2069 joined.");
        await Expect(layla.Page.GetByTestId("notice").Last).ToContainTextAsync($"\u2068{name}\u2069");
        Assert.True(await layla.Page.GetByTestId("notice").Last.EvaluateAsync<bool>(
            """
            notice => {
              const span = notice.querySelector('span'), range = document.createRange();
              const sentence = [...span.childNodes].find(part => part.data?.includes('joined'));
              const last = sentence.data.lastIndexOf('joined') + 'joined'.length;
              range.setStart(sentence, last - 1);
              range.setEnd(sentence, last);
              const end = span.getBoundingClientRect().right;
              return Math.abs(range.getBoundingClientRect().right - end) < 1;
            }
            """), "The sentence does not end with its last word.");

        await layla.Page.GetByTestId("leave").ClickAsync();
        await layla.Page.GetByTestId("leave-yes").ClickAsync();
        await Expect(said.Last).ToHaveTextAsync($"\u2068{name}\u2069 left.");
    }

    [Fact]
    public async Task On_a_phone_a_long_title_without_spaces_leaves_the_state_readable()
    {
        await using var ada = await site.VisitAsync($"/plain?room={ChatSite.NewRoom()}", phone: true);
        await ada.SignInAsync($"Ada {Guid.NewGuid():N}"[..12]);
        await ada.Page.EvaluateAsync("document.getElementById('heading').textContent = '产品讨论与用户反馈第二季度规划'");
        var height = await ada.Page.EvaluateAsync<double>("document.getElementById('state').getBoundingClientRect().height");
        Assert.InRange(height, 1, 50); // two lines at most
    }

    private async Task<Visitor> InAsync(string room)
    {
        var visitor = await site.VisitAsync($"/plain?room={room}", fresh: true);
        await visitor.SignInAsync($"Ada {Guid.NewGuid():N}"[..12]);
        return visitor;
    }

    /// <summary>Enters a text that no keyboard has, as a paste may.</summary>
    private static async Task TypeAsync(Visitor visitor, string escaped)
    {
        await visitor.Page.EvaluateAsync($"document.getElementById('text').value = '{escaped}'");
        await visitor.Page.Locator("#text").PressAsync("Enter");
    }
}
