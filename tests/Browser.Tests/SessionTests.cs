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
    [InlineData("/")]
    [InlineData("/plain")]
    public async Task A_retried_sign_in_creates_only_one_guest(string path)
    {
        await using var ada = await site.VisitAsync(path);
        var asked = 0;
        await ada.Page.RouteAsync("**/api/session", async route =>
        {
            switch (Interlocked.Increment(ref asked))
            {
                case 1:
                    await route.FetchAsync(); // The name is taken by now.
                    await route.AbortAsync("connectionreset");
                    break;
                case 2:
                    await route.FulfillAsync(new()
                    {
                        Status = 503,
                        ContentType = "application/problem+json",
                        Body = """{"status":503,"code":"unavailable"}"""
                    });
                    break;
                default:
                    await route.ContinueAsync();
                    break;
            }
        });

        await ada.SignInAsync($"Ada {Random.Shared.Next(1_000, 10_000)}");

        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_refused_name_shows_the_reason()
    {
        await using var visitor = await site.VisitAsync();
        foreach (var (name, why) in new[]
        {
            ("", "Please enter a name."),
            ("0123456789012345678901234567890123456789x", "at most 40 characters"),
            ("   ", "Please enter a name."),
            ("Ada\u202Eecarg", "invisible"),
        })
        {
            await visitor.EnterNameAsync(name);

            await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync([why]);
            await Expect(visitor.NameBox).ToBeFocusedAsync();
            await Expect(visitor.NameBox).ToHaveAttributeAsync("aria-invalid", "true");
        }
    }

    [Fact]
    public async Task A_new_user_starts_in_the_lobby()
    {
        await using var ada = await site.VisitAsync();
        await ada.SignInAsync("Ada");
        await Expect(ada.Page).ToHaveURLAsync(new Uri(site.Address, "/r/lobby").ToString());
    }

    [Fact]
    public async Task A_rejected_token_returns_to_the_sign_in_page()
    {
        await using var ada = await site.VisitAsync($"/r/{ChatSite.NewRoom()}");
        await ada.SignInAsync("Ada Refused");
        await ada.Page.EvaluateAsync(
            "() => sessionStorage.setItem('session', sessionStorage.getItem('session').replace(/\\.[^.]*?\"/, '.wrong\"'))");

        await ada.Page.ReloadAsync();

        await Expect(ada.Page.GetByText("Please sign in again.")).ToBeVisibleAsync();
        await Expect(ada.NameBox).ToHaveValueAsync("Ada Refused");
    }

    [Fact]
    public async Task Signing_out_deletes_the_session()
    {
        await using var ada = await site.VisitAsync($"/r/{ChatSite.NewRoom()}");
        await ada.SignInAsync("Ada");

        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();

        await Expect(ada.NameBox).ToBeVisibleAsync();
        await ada.Page.ReloadAsync();
        await Expect(ada.NameBox).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Two_windows_can_be_two_users()
    {
        var room = ChatSite.NewRoom();
        await using var ada = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync("Ada");
        var second = await ada.Page.Context.NewPageAsync();
        await second.GotoAsync($"/r/{room}");
        await second.GetByLabel("Your name").FillAsync("Grace");
        await second.GetByRole(AriaRole.Button, new() { Name = "Enter the chat" }).ClickAsync();
        await Expect(second.GetByTestId("me")).ToHaveTextAsync("Grace");
        await ada.Page.ReloadAsync();
        await Expect(ada.Page.GetByTestId("me")).ToHaveTextAsync("Ada");
    }

    [Fact]
    public async Task A_name_is_free_again_after_signing_out()
    {
        await using var ada = await site.VisitAsync($"/r/{ChatSite.NewRoom()}");
        await ada.SignInAsync("Ada");
        await using var other = await site.VisitAsync($"/r/{ChatSite.NewRoom()}");
        await other.EnterNameAsync("ADA");
        await Expect(other.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(["This name is already in use."]);

        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await Expect(ada.NameBox).ToBeVisibleAsync();
        await other.SignInAsync("ADA");
    }

    [Fact]
    public async Task A_claimed_name_needs_its_passphrase_and_is_shared_by_all_tabs()
    {
        var (room, name) = (ChatSite.NewRoom(), $"Keeper {Guid.NewGuid():N}"[..14]);
        await using var keeper = await site.VisitAsync($"/r/{room}");
        await keeper.SignInAsync(name);
        await keeper.SayAsync("from the first tab");
        await keeper.SeesAsync(1);
        await keeper.OpenSettingsAsync();
        await keeper.Page.GetByLabel("Keep this name").FillAsync("short");
        await keeper.Page.GetByRole(AriaRole.Button, new() { Name = "Keep this name" }).ClickAsync();
        await Expect(keeper.Page.GetByText("A passphrase must have 8 to 200 characters.")).ToBeVisibleAsync();
        await keeper.Page.GetByLabel("Keep this name").FillAsync("correct horse battery");
        await keeper.Page.GetByRole(AriaRole.Button, new() { Name = "Keep this name" }).ClickAsync();
        await Expect(keeper.Page.GetByTestId("kept")).ToBeVisibleAsync();

        var second = await keeper.Page.Context.NewPageAsync();
        await second.GotoAsync($"/r/{room}");
        await Expect(second.Locator(".own[data-testid=message]")).ToHaveCountAsync(1);

        await using var elsewhere = await site.VisitAsync($"/r/{room}");
        await elsewhere.EnterNameAsync(name);
        await Expect(elsewhere.Page.GetByText("This name belongs to somebody.")).ToBeVisibleAsync();
        await elsewhere.Page.GetByLabel("Passphrase").FillAsync("wrong horse battery");
        await elsewhere.Page.GetByLabel("Passphrase").PressAsync("Enter");
        await Expect(elsewhere.Page.GetByText("Wrong passphrase for this name.")).ToBeVisibleAsync();
        await elsewhere.Page.GetByLabel("Passphrase").FillAsync("correct horse battery");
        await elsewhere.Page.GetByLabel("Passphrase").PressAsync("Enter");
        await Expect(elsewhere.Page.Locator(".own[data-testid=message]")).ToHaveCountAsync(1);

        await elsewhere.OpenSettingsAsync();
        await elsewhere.Page.GetByTestId("change-passphrase").ClickAsync();
        await elsewhere.Page.GetByLabel("Current passphrase").FillAsync("wrong horse battery");
        await elsewhere.Page.GetByLabel("New passphrase").FillAsync("correct horse stapler");
        await elsewhere.Page.GetByLabel("New passphrase").PressAsync("Enter");
        await Expect(elsewhere.Page.GetByText("Wrong passphrase for this name.")).ToBeVisibleAsync();
        await Expect(elsewhere.Page.GetByLabel("Current passphrase")).ToHaveAttributeAsync("aria-invalid", "true");
        await elsewhere.Page.GetByLabel("Current passphrase").FillAsync("correct horse battery");
        await elsewhere.Page.GetByLabel("New passphrase").FillAsync("short");
        await elsewhere.Page.GetByLabel("New passphrase").PressAsync("Enter");
        await Expect(elsewhere.Page.GetByLabel("New passphrase")).ToHaveAttributeAsync("aria-invalid", "true");
        await elsewhere.Page.GetByLabel("New passphrase").FillAsync("correct horse stapler");
        await elsewhere.Page.GetByLabel("New passphrase").PressAsync("Enter");
        await Expect(elsewhere.Page.GetByText("The passphrase was changed.")).ToBeVisibleAsync();

        await elsewhere.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }).ClickAsync();
        await Expect(elsewhere.Page.GetByTestId("everywhere-yes")).ToBeFocusedAsync();
        await elsewhere.Page.GetByTestId("everywhere-question").GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(elsewhere.Page.GetByTestId("everywhere-question")).ToHaveCountAsync(0);
        await Expect(elsewhere.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" })).ToBeFocusedAsync();
        await elsewhere.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }).ClickAsync();
        await elsewhere.Page.GetByTestId("everywhere-yes").ClickAsync();
        await Expect(elsewhere.NameBox).ToBeVisibleAsync();
        await Expect(keeper.NameBox).ToBeVisibleAsync();
        await Expect(second.GetByLabel("Your name")).ToBeVisibleAsync();

        await elsewhere.EnterNameAsync(name);
        await elsewhere.Page.GetByLabel("Passphrase").FillAsync("correct horse stapler");
        await elsewhere.Page.GetByLabel("Passphrase").PressAsync("Enter");
        await elsewhere.NodeAsync();
    }

    [Fact]
    public async Task Signing_out_in_one_tab_signs_out_all_tabs()
    {
        var name = $"Leaver {Guid.NewGuid():N}"[..14];
        await using var leaver = await site.VisitAsync($"/r/{ChatSite.NewRoom()}");
        await leaver.SignInAsync(name);
        await leaver.OpenSettingsAsync();
        await leaver.Page.GetByLabel("Keep this name").FillAsync("correct horse battery");
        await leaver.Page.GetByLabel("Keep this name").PressAsync("Enter");
        await Expect(leaver.Page.GetByTestId("kept")).ToBeVisibleAsync();
        var second = await leaver.Page.Context.NewPageAsync();
        await second.GotoAsync($"/r/{ChatSite.NewRoom()}");
        await Expect(second.GetByTestId("me")).ToHaveTextAsync(name);

        await second.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await Expect(second.GetByLabel("Your name")).ToBeVisibleAsync();
        await Expect(leaver.NameBox).ToBeVisibleAsync();
    }
}
