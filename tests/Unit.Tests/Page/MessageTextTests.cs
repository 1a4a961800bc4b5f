using AspireChat.Web.Client.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AspireChat.Unit.Tests.Page;

/// <summary>What becomes of a message's text on the page.</summary>
public sealed class MessageTextTests
{
    [Theory]
    [InlineData("plain", "<p>plain</p>")]
    [InlineData("**bold** *em* ~~gone~~ `code`", "<p><strong>bold</strong> <em>em</em> <del>gone</del> <code>code</code></p>")]
    [InlineData("one\ntwo", "<p>one\ntwo</p>")]
    [InlineData("    four spaces", "<p>four spaces</p>")]
    [InlineData("no heading\n---", "<p>no heading\n---</p>")]
    [InlineData("# Title", "<p class=\"heading\"><strong>Title</strong></p>")]
    [InlineData("#general", "<p>#general</p>")]
    [InlineData("> said\n\nanswer", "<blockquote><p>said</p></blockquote><p>answer</p>")]
    [InlineData("3. three\n4. four", "<ol start=\"3\"><li><p>three</p></li><li><p>four</p></li></ol>")]
    [InlineData("[note]: https://example.com", "<p>[note]: https://example.com</p>")]
    [InlineData("&lt;b&gt; &copy;", "<p>&lt;b&gt; ©</p>")]
    public async Task Markdown_becomes_elements(string text, string html) => Assert.Equal(html, await RenderAsync(text));

    [Theory]
    [InlineData("see https://example.com/a?b=c.", "https://example.com/a?b=c")]
    [InlineData("[here](http://example.com)", "http://example.com")]
    [InlineData("链接：https://example.com/a?b=2，请查收。", "https://example.com/a?b=2")]
    [InlineData("（见https://example.com/a）", "https://example.com/a")]
    [InlineData("看https://example.com。好的", "https://example.com")]
    [InlineData("看www.example.com，好的", "http://www.example.com")]
    [InlineData("“https://example.com/a”和", "https://example.com/a")]
    [InlineData("<https://example.com>", "https://example.com")]
    [InlineData("<ada@example.com>", "mailto:ada@example.com")]
    public async Task Links_open_in_a_new_tab_without_a_referrer(string text, string address) =>
        Assert.Contains($"<a href=\"{address}\" target=\"_blank\" rel=\"noopener noreferrer\">", await RenderAsync(text),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<div><b>x</b></div>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](java&#x73;cript:alert(1))")]
    [InlineData("[x](data:text/html,<script>alert(1)</script>)")]
    [InlineData("[x](vbscript:x)")]
    [InlineData("[x](/r/elsewhere)")]
    [InlineData("[x](//example.com)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![x](x\" onerror=\"alert(1))")]
    [InlineData("[x]: javascript:alert(1)\n\n[x]")]
    [InlineData("`<script>`\n```html\n<script>\n```")]
    public async Task A_text_never_becomes_HTML_or_script(string text)
    {
        var html = await RenderAsync(text);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href", html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(">")]
    [InlineData("- ")]
    [InlineData("[")]
    [InlineData("*_")]
    [InlineData("((")]
    [InlineData("`")]
    [InlineData("\u202E\u200B")]
    [InlineData("👩‍👩‍👧‍👦")]
    [InlineData("![](")]
    [InlineData("\n```\n\"")]
    public async Task Pathological_texts_are_rendered(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 8_000 / part.Length));
        Assert.NotEmpty(await RenderAsync(text));
    }

    [Fact]
    public async Task Mentions_are_marked_and_those_of_the_user_highlighted() => Assert.Equal(
        "<p>hi <span class=\"mention mine\">@Ada</span>, <span class=\"mention\">@grace hopper</span>! a@Ada.org @Adam</p>",
        await RenderAsync("hi @Ada, @grace hopper! a@Ada.org @Adam"));

    [Fact]
    public async Task A_mention_of_everyone_is_highlighted() => Assert.Equal(
        "<p><span class=\"mention mine\">@all</span>, <span class=\"mention mine\">@Ada</span>! @ally</p>",
        await RenderAsync("@all, @Ada! @ally"));

    [Fact]
    public async Task A_mention_in_code_stays_code() => Assert.Equal("<p><code>@Ada</code></p>", await RenderAsync("`@Ada`"));

    [Fact]
    public async Task Code_is_coloured_and_unchanged() => Assert.Equal(
        "<pre tabindex=\"0\"><code dir=\"ltr\"><span class=\"code-keyword\">var</span> x = "
            + "<span class=\"code-string\">&quot;a&quot;</span>; "
            + "<span class=\"code-comment\">// 1</span>\ny(<span class=\"code-number\">2</span>);</code></pre>",
        await RenderAsync("```cs\nvar x = \"a\"; // 1\ny(2);\n```"));

    [Theory]
    [InlineData("// to the end")]
    [InlineData("/* without end")]
    [InlineData("it's 5 o'clock, \"yes\\\" `no")]
    [InlineData("# comment?\n'''")]
    public void The_tokens_add_up_to_the_code(string code) =>
        Assert.Equal(code, string.Concat(CodeTokens.Of(code, "sh").Select(piece => piece.Text)));

    [Theory]
    [InlineData("👍", true)]
    [InlineData("👩‍👩‍👧‍👦 🇨🇳", true)]
    [InlineData("❤️", true)]
    [InlineData("1️⃣", true)]
    [InlineData("1", false)]
    [InlineData("👍 yes", false)]
    [InlineData("👍👍👍👍👍👍👍", false)]
    [InlineData("", false)]
    [InlineData("好", false)]
    public void Only_a_few_emoji_are_shown_large(string text, bool big) => Assert.Equal(big, EmojiText.IsOnly(text));

    private static async Task<string> RenderAsync(string text)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var mentions = new Mentions("Ada");
        mentions.Add("Grace Hopper");
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(MessageText.Text)] = text,
            [nameof(MessageText.Mentions)] = mentions,
        });
        var html = await renderer.Dispatcher.InvokeAsync(
            async () => (await renderer.RenderComponentAsync<MessageText>(parameters)).ToHtmlString());
        return html.Replace("&#xA;", "\n", StringComparison.Ordinal).Replace("&#xA9;", "©", StringComparison.Ordinal);
    }
}
