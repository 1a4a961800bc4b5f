namespace AspireChat.Browser.Tests;

/// <summary>Signing in, staying signed in, and out.</summary>
public sealed class SessionTests(ChatSite site)
{
    [Fact]
    public async Task A_reload_keeps_the_session_the_rooms_and_the_history()
    {
        var (room, other) = (ChatSite.NewRoom(), ChatSite.NewRoom());
        await using var ada = await site.VisitAsync($"/r/{other}");
        await ada.SignInAsync("Ada");
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(other);
        await ada.RoomBox.FillAsync(room);
        await ada.RoomBox.PressAsync("Enter");
        await ada.SayAsync("still here");
        await ada.SeesAsync(1);

        await ada.Page.ReloadAsync();

        await Expect(ada.Texts).ToHaveTextAsync(["still here"]);
        await Expect(ada.Page.GetByTestId("me")).ToHaveTextAsync("Ada");
        await Expect(ada.Page.GetByTestId("room-link")).ToHaveCountAsync(2);
        await ada.SayAsync("and again");
        await ada.SeesAsync(2);
        await Expect(ada.Page.Locator(".own[data-testid=message]")).ToHaveCountAsync(2);
    }

    [Theory]
    [InlineData("", "Please enter a name.")]
    [InlineData("   ", "Please enter a name.")]
    [InlineData("0123456789012345678901234567890123456789x", "at most 40 characters, this one has 41")]
    [InlineData("Ada\u202Eecarg", "cannot be shown")]
    public async Task A_refused_name_says_why(string name, string why)
    {
        await using var visitor = await site.VisitAsync();

        await visitor.EnterNameAsync(name);

        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync([why]);
        await Expect(visitor.NameBox).ToBeFocusedAsync();
        await Expect(visitor.NameBox).ToHaveAttributeAsync("aria-invalid", "true");
    }

    [Fact]
    public async Task Whoever_signs_in_for_the_first_time_is_in_the_lobby()
    {
        await using var ada = await site.VisitAsync();
        await ada.SignInAsync("Ada");
        await Expect(ada.Page).ToHaveURLAsync(new Uri(site.Address, "/r/lobby").ToString());
    }

    [Fact]
    public async Task A_token_that_the_cluster_refuses_leads_back_to_the_sign_in()
    {
        await using var ada = await site.VisitAsync($"/r/{ChatSite.NewRoom()}");
        await ada.SignInAsync("Ada");
        await ada.Page.EvaluateAsync("() => sessionStorage.setItem('session', sessionStorage.getItem('session').replace(/\\.[^.]*?\"/, '.wrong\"'))");

        await ada.Page.ReloadAsync();

        await Expect(ada.Page.GetByText("Please sign in again.")).ToBeVisibleAsync();
        await Expect(ada.NameBox).ToHaveValueAsync("Ada");
    }

    [Fact]
    public async Task Signing_out_forgets_the_session()
    {
        await using var ada = await site.VisitAsync($"/r/{ChatSite.NewRoom()}");
        await ada.SignInAsync("Ada");

        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Expect(ada.NameBox).ToBeVisibleAsync();
        await ada.Page.ReloadAsync();
        await Expect(ada.NameBox).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Two_windows_are_two_people()
    {
        var room = ChatSite.NewRoom();
        await using var ada = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync("Ada");
        var second = await ada.Page.Context.NewPageAsync();
        await second.GotoAsync($"/r/{room}");
        await Expect(second.GetByLabel("Your name")).ToBeVisibleAsync();
    }
}
