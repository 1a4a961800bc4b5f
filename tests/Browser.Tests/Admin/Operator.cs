using System.Text.RegularExpressions;

namespace AspireChat.Browser.Tests.Admin;

/// <summary>Somebody at the admin pages, and what they can do and see there.</summary>
public sealed class Operator(Visitor visitor) : IAsyncDisposable
{
    public IPage Page => visitor.Page;

    /// <summary>What came of the last action.</summary>
    public ILocator Outcome => Page.GetByTestId("outcome");

    public ILocator Dialog => Page.GetByTestId("dialog");

    public ILocator KeyBox => Page.GetByLabel("Admin key");

    /// <summary>Errors of the browser's console and requests that failed.</summary>
    public IReadOnlyCollection<string> Complaints => visitor.Complaints;

    /// <summary>Opens an admin page by the link with the key, and waits until the stream of events flows.</summary>
    public static async Task<Operator> SignInAsync(ChatSite site, string path = "/admin", bool fresh = false)
    {
        var one = new Operator(await site.VisitAsync(site.WithKey(path), fresh: fresh));
        await Expect(one.Page.GetByTestId("live")).ToHaveTextAsync("Live");
        return one;
    }

    /// <summary>Goes to another page as by a link, without loading the whole page again.</summary>
    public async Task FollowAsync(string path)
    {
        await visitor.OpenAsync(path);
        await Expect(Page).ToHaveURLAsync(new Regex($"{Regex.Escape(path)}$"));
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Field(string name) => Dialog.GetByLabel(name);

    /// <summary>Confirms what the dialog asks, and waits for its outcome.</summary>
    public async Task ConfirmAsync(string button, string outcome)
    {
        await Dialog.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Expect(Outcome).ToContainTextAsync(outcome);
        await Expect(Dialog).ToBeHiddenAsync();
    }

    /// <summary>The card of a node on the overview.</summary>
    public ILocator Card(string node) => Page.GetByTestId("node-card")
        .Filter(new() { Has = Page.GetByRole(AriaRole.Link, new() { Name = node, Exact = true }) });

    public ValueTask DisposeAsync() => visitor.DisposeAsync();
}
