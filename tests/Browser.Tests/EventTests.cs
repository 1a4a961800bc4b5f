using System.Net.Http.Json;

namespace AspireChat.Browser.Tests;

/// <summary>What bots, the cluster itself and a room's owner say.</summary>
public sealed class EventTests(ChatSite site)
{
    [Fact]
    public async Task Messages_of_bots_and_the_system_are_tagged()
    {
        var room = ChatSite.NewRoom();
        await using var ada = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync("Ada");
        await ada.SayAsync("a person");
        await ada.SeesAsync(1);

        await PostAsync(room, new { text = "a build", bot = "builder" });
        await PostAsync(room, new { text = "the cluster" });

        await Expect(ada.Message("a build").GetByTestId("tag")).ToHaveTextAsync("bot");
        await Expect(ada.Message("the cluster").GetByTestId("tag")).ToHaveTextAsync("system");
        await Expect(ada.Message("a person").GetByTestId("tag")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_settings_change_is_shown_to_all_members()
    {
        var room = ChatSite.NewRoom();
        var (ada, grace) = await site.TwoOnDifferentNodesAsync(room);
        await using var _ = ada;
        await using var __ = grace;

        // Otherwise the line of their joining could come last.
        await Expect(grace.Page.GetByTestId("notice").Last).ToContainTextAsync("Ada and Grace joined");
        await ada.CallHubAsync("ChangeRoom", new { room, topic = "Tea & biscuits" }, join: room);
        await Expect(grace.Page.GetByTestId("notice").Last).ToContainTextAsync("Ada changed the topic: Tea & biscuits");
        await ada.CallHubAsync("ChangeRoom", new { room, slowModeSeconds = 30, readOnly = true }, join: room);
        await Expect(grace.Page.GetByTestId("notice").Last).ToContainTextAsync("The room is now: read-only, slow mode, 30 s.");
    }

    private async Task PostAsync(string room, object post)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        http.DefaultRequestHeaders.Add("X-Api-Key", site.AdminKey);
        using var answer = await http.PostAsJsonAsync(new Uri($"/api/admin/v1/rooms/{room}/messages", UriKind.Relative), post,
            TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
