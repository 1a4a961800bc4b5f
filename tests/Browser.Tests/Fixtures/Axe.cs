using Deque.AxeCore.Playwright;

namespace AspireChat.Browser.Tests.Fixtures;

/// <summary>axe-core, which looks for what keeps people with disabilities out.</summary>
public static class Axe
{
    /// <summary>Fails with all that it finds on the page as it is now, in light and dark colours.</summary>
    public static async Task FindsNothingAsync(IPage page)
    {
        foreach (var colours in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = colours });
            var result = await page.RunAxe();
            Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.Select(violation =>
                $"{page.Url}, {colours}: {violation.Id}: {violation.Help}\n  " +
                string.Join("\n  ", violation.Nodes.Select(node => node.Html)))));
        }
    }
}
