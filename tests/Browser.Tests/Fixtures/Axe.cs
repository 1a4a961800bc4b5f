using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace AspireChat.Browser.Tests.Fixtures;

/// <summary>axe-core, which looks for what keeps people with disabilities out.</summary>
public static class Axe
{
    // Besides its usual rules: what a control is called contains what it shows, so that it can be named by voice.
    private static readonly AxeRunOptions Options = new()
    {
        Rules = new Dictionary<string, RuleOptions> { ["label-content-name-mismatch"] = new() { Enabled = true } },
    };

    // The other colours change nothing but the colours: these are axe's rules about them.
    private static readonly AxeRunOptions OnlyColours = new()
    {
        RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast", "link-in-text-block"] },
    };

    /// <summary>Fails with all that it finds on the page as it is now, in light and dark colours.</summary>
    public static async Task FindsNothingAsync(IPage page)
    {
        foreach (var colours in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = colours });
            var result = await page.RunAxe(colours == ColorScheme.Light ? Options : OnlyColours);
            Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.Select(violation =>
                $"{page.Url}, {colours}: {violation.Id}: {violation.Help}\n  " +
                string.Join("\n  ", violation.Nodes.Select(node => node.Html)))));
        }
    }
}
