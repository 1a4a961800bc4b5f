namespace AspireChat.Browser.Tests;

/// <summary>The form to sign in is there before the app is.</summary>
public sealed class EarlySignInTests(ChatSite site)
{
    [Fact]
    public async Task Enter_signs_in_before_the_app_has_loaded()
    {
        var (room, name) = (ChatSite.NewRoom(), NewName("Taken"));
        await using var keeper = await site.VisitAsync($"/r/{room}");
        await keeper.SignInAsync(name);
        await using var ada = await site.VisitAsync("about:blank", fresh: true);
        var app = await Gate.HoldAsync(ada.Page, "**/_framework/dotnet.native.*.wasm");
        await ada.Page.GotoAsync($"/r/{room}");

        await Expect(ada.NameBox).ToBeFocusedAsync();
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Please enter a name.");
        await ada.Page.Keyboard.TypeAsync(name);
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This name is already in use. Please choose another.");
        await Expect(ada.NameBox).ToHaveAttributeAsync("aria-invalid", "true");
        await Axe.FindsNothingAsync(ada.Page);
        await ada.NameBox.FillAsync(NewName("Ada"));
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Opening AspireChat…");
        await Expect(ada.NameBox).Not.ToBeVisibleAsync();
        await Axe.FindsNothingAsync(ada.Page);

        app.Open();
        await ada.NodeAsync();
        await ada.SayAsync("hello");
        await ada.SeesAsync(1);
        Assert.DoesNotContain(ada.Requests, request => request.EndsWith("/api/session/refresh", StringComparison.Ordinal));
        Assert.Equal(2, ada.Requests.Count(request => request.EndsWith("/api/session", StringComparison.Ordinal)));

        app.Close();
        await ada.Page.ReloadAsync(new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await Expect(ada.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Opening AspireChat…");
        await Expect(ada.NameBox).Not.ToBeVisibleAsync();
        var sidebar = await ada.Page.Locator(".rooms.panel").BoundingBoxAsync();
        app.Open();
        await ada.NodeAsync();
        await ada.SeesAsync(1);
        Assert.Equal(sidebar!.Width, (await ada.Page.Locator(".rooms.panel").BoundingBoxAsync())!.Width);
    }

    [Fact]
    public async Task The_app_takes_the_form_over_as_it_is_and_finishes_a_sign_in_that_is_running()
    {
        var name = NewName("Ada");
        await using var ada = await site.VisitAsync("about:blank", fresh: true);
        var app = await Gate.HoldAsync(ada.Page, "**/_framework/dotnet.native.*.wasm");
        await ada.Page.GotoAsync($"/r/{ChatSite.NewRoom()}");
        await ada.Page.GetByTestId("theme").SelectOptionAsync("dark");
        await Expect(ada.Page.Locator(".card")).ToHaveCSSAsync("background-color", "rgb(26, 28, 39)");
        await ada.NameBox.PressSequentiallyAsync(name[1..]);
        await ada.NameBox.PressAsync("Home");
        var before = await ada.Page.Locator("main.alone").First.InnerHTMLAsync();
        var places = await PlacesAsync(ada.Page);

        app.Open();
        await Expect(Served(ada.Page)).ToHaveCountAsync(0);
        await Expect(ada.NameBox).ToHaveValueAsync(name[1..]);
        await Expect(ada.NameBox).ToBeFocusedAsync();
        Assert.NotEqual(before, await ada.Page.Locator("main.alone").InnerHTMLAsync());
        Assert.Equal(places, await PlacesAsync(ada.Page));
        await Expect(ada.Page.GetByTestId("theme")).ToHaveValueAsync("dark");
        await ada.Page.Keyboard.TypeAsync(name[..1]);
        await Expect(ada.NameBox).ToHaveValueAsync(name);

        app.Close();
        await ada.Page.ReloadAsync(new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        var session = await Gate.HoldAsync(ada.Page, "**/api/session");
        await ada.NameBox.FillAsync(name);
        await ada.NameBox.PressAsync("Enter");
        await Expect(ada.Page.GetByRole(AriaRole.Button, new() { Name = "Signing in…" })).ToBeDisabledAsync();
        app.Open();
        await Expect(Served(ada.Page)).ToHaveCountAsync(0);
        await Expect(ada.Page.GetByRole(AriaRole.Button, new() { Name = "Signing in…" })).ToBeDisabledAsync();
        session.Open();
        await ada.NodeAsync();
        await Expect(ada.Page.GetByTestId("me")).ToHaveTextAsync(name);
    }

    [Fact]
    public async Task A_passphrase_is_asked_for_in_the_readers_language_before_the_app_has_loaded()
    {
        var name = NewName("Keeper");
        await using var keeper = await site.VisitAsync($"/r/{ChatSite.NewRoom()}", fresh: true);
        await keeper.SignInAsync(name);
        await keeper.OpenSettingsAsync();
        await keeper.Page.GetByLabel("Keep this name").FillAsync("correct horse battery");
        await keeper.Page.GetByRole(AriaRole.Button, new() { Name = "Keep this name" }).ClickAsync();
        await Expect(keeper.Page.GetByTestId("kept")).ToBeVisibleAsync();

        await using var elsewhere = await site.VisitAsync("about:blank", fresh: true);
        var app = await Gate.HoldAsync(elsewhere.Page, "**/_framework/dotnet.native.*.wasm");
        await elsewhere.Page.GotoAsync("/");
        await elsewhere.Page.GetByTestId("language").SelectOptionAsync("zh-CN");
        await Expect(elsewhere.Page.GetByRole(AriaRole.Heading, new() { Name = "欢迎" })).ToBeVisibleAsync();
        await elsewhere.Page.GetByLabel("你的名字").FillAsync(name);
        await elsewhere.Page.GetByLabel("你的名字").PressAsync("Enter");
        await Expect(elsewhere.Page.GetByLabel("口令")).ToBeFocusedAsync();
        await elsewhere.Page.Keyboard.TypeAsync("wrong horse battery");
        await elsewhere.Page.Keyboard.PressAsync("Enter");
        await Expect(elsewhere.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("口令不正确。");

        app.Open();
        await Expect(Served(elsewhere.Page)).ToHaveCountAsync(0);
        await Expect(elsewhere.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("口令不正确。");
        await Expect(elsewhere.Page.GetByLabel("口令")).ToBeFocusedAsync();
        await Expect(elsewhere.Page.GetByLabel("口令")).ToHaveValueAsync("wrong horse battery");
        await elsewhere.Page.GetByLabel("口令").FillAsync("correct horse battery");
        await elsewhere.Page.Keyboard.PressAsync("Enter");
        await Expect(elsewhere.Page.GetByTestId("me")).ToHaveTextAsync(name);
    }

    [Fact]
    public async Task The_app_takes_over_a_form_that_has_no_focus()
    {
        await using var ada = await site.VisitAsync("about:blank", fresh: true);
        var app = await Gate.HoldAsync(ada.Page, "**/_framework/dotnet.native.*.wasm");
        await ada.Page.GotoAsync($"/r/{ChatSite.NewRoom()}");
        await ada.NameBox.BlurAsync();
        app.Open();
        await Expect(Served(ada.Page)).ToHaveCountAsync(0);
        await ada.SignInAsync(NewName("Ada"));
        Assert.Empty(ada.Complaints);
    }

    [Fact]
    public async Task Someone_who_comes_back_from_an_account_provider_is_signed_in_or_told_before_the_app_has_loaded()
    {
        await using var web = await WebProcess.StartAsync(new Dictionary<string, string?>
        {
            ["Authentication__Authority"] = "http://127.0.0.1:1",
            ["Authentication__ClientId"] = "chat",
            ["Authentication__DisplayName"] = "Initech",
        });
        await using var ada = await site.VisitAsync("about:blank", fresh: true);
        await Gate.HoldAsync(ada.Page, "**/_framework/dotnet.native.*.wasm");
        var session = await Gate.HoldAsync(ada.Page, "**/api/session/oidc", new
        {
            token = "token",
            user = "account-ada",
            name = "Ada",
            expiresAt = 1,
            kept = true,
        });

        await ada.Page.GotoAsync($"{web.Http.BaseAddress}r/lobby?signin=failed");
        await Expect(ada.NameBox).ToHaveCountAsync(0);
        await Expect(ada.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Signing in with Initech failed. Please try again.");
        Assert.EndsWith("/r/lobby", ada.Page.Url, StringComparison.Ordinal);
        var leaving = ada.Page.WaitForRequestAsync("**/api/session/oidc?returnTo=*");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with Initech" }).ClickAsync();
        Assert.EndsWith("?returnTo=%2Fr%2Flobby", (await leaving).Url, StringComparison.Ordinal);

        await ada.Page.GotoAsync($"{web.Http.BaseAddress}r/lobby?signin=done");
        await Expect(ada.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with Initech" })).ToBeDisabledAsync();
        session.Open();
        await Expect(ada.Page.GetByText("Opening AspireChat…")).ToBeVisibleAsync();
        Assert.Equal("account-ada", await ada.Page.EvaluateAsync<string>("JSON.parse(localStorage.getItem('session')).user"));
        Assert.EndsWith("/r/lobby", ada.Page.Url, StringComparison.Ordinal);
    }

    /// <summary>The form that the server rendered; the app's has no texts for a script.</summary>
    private static ILocator Served(IPage page) => page.Locator("#sign-in[data-problems]");

    private static string NewName(string name) => $"{name} {Guid.NewGuid():N}"[..(name.Length + 7)];

    private static Task<string> PlacesAsync(IPage page) => page.EvaluateAsync<string>(
        """
        () => [...document.querySelectorAll('.first-sign-in main *, #app > main *')].map(element => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return width ? `${element.tagName} ${x} ${y} ${width} ${height}` : '';
        }).filter(Boolean).join('\n')
        """);

    /// <summary>Holds requests back until it is opened.</summary>
    private sealed class Gate
    {
        private TaskCompletionSource _open = new();

        public static async Task<Gate> HoldAsync(IPage page, string requests, object? answer = null)
        {
            var gate = new Gate();
            await page.RouteAsync(requests, async route =>
            {
                await gate._open.Task;
                await (answer is null ? route.ContinueAsync() : route.FulfillAsync(new() { Json = answer }));
            });
            return gate;
        }

        public void Open() => _open.TrySetResult();

        public void Close() => _open = new();
    }
}
