namespace AspireChat.Browser.Tests.Admin;

/// <summary>Who gets to the admin pages.</summary>
public sealed class AccessTests(ChatSite site)
{
    [Fact]
    public async Task A_link_with_the_key_signs_in_and_the_key_is_not_stored()
    {
        await using var one = await Operator.SignInAsync(site, fresh: true);

        await Expect(one.Page).ToHaveURLAsync(new Uri(site.Address, "/admin").ToString());
        var kept = await one.Page.EvaluateAsync<string>(
            "() => JSON.stringify([location.href, { ...sessionStorage }, { ...localStorage }])");
        Assert.DoesNotContain(site.AdminKey, kept, StringComparison.Ordinal);
        Assert.Empty(one.Complaints);

        await one.Page.ReloadAsync();
        await Expect(one.Page.GetByTestId("live")).ToHaveTextAsync("Live");
        await one.Page.GoBackAsync();
        Assert.DoesNotContain(site.AdminKey, one.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_accepts_the_key_and_rejects_a_wrong_one()
    {
        await using var one = new Operator(await site.VisitAsync("/admin"));
        await one.KeyBox.FillAsync("not-the-key-of-this-cluster-at-all");
        await one.Button("Sign in").ClickAsync();
        await Expect(one.Page.GetByText("This is not the admin key of this cluster.")).ToBeVisibleAsync();
        await Expect(one.KeyBox).ToBeFocusedAsync();

        await one.KeyBox.FillAsync(site.AdminKey);
        await one.KeyBox.PressAsync("Enter");
        await Expect(one.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();

        await one.Button("Sign out").ClickAsync();
        await Expect(one.KeyBox).ToBeVisibleAsync();
        await one.Page.ReloadAsync();
        await Expect(one.KeyBox).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_link_with_a_wrong_key_shows_an_error()
    {
        await using var one = new Operator(await site.VisitAsync("/admin#key=wrong"));
        await Expect(one.Page.GetByText("This is not the admin key of this cluster.")).ToBeVisibleAsync();
        Assert.DoesNotContain("wrong", one.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_token_returns_to_the_form()
    {
        await using var one = await Operator.SignInAsync(site, "/admin/rooms");
        await one.Page.EvaluateAsync("""
            () => {
              const session = JSON.parse(sessionStorage.getItem('admin-session'));
              session.token = session.token.slice(0, -8) + 'AAAAAAAA';
              sessionStorage.setItem('admin-session', JSON.stringify(session));
            }
            """);
        await one.Page.ReloadAsync();
        await Expect(one.Page.GetByText("Your admin session has ended.")).ToBeVisibleAsync();
        await Expect(one.KeyBox).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_admin_pages_open_no_chat_connection()
    {
        await using var visitor = await site.VisitAsync(site.WithKey("/admin"), fresh: true);
        await Expect(visitor.Page.GetByTestId("node-card")).ToHaveCountAsync(3);
        await Expect(visitor.NameBox).ToBeHiddenAsync();
        Assert.DoesNotContain(visitor.Requests, address => address.Contains("/hubs/", StringComparison.Ordinal));
    }
}
