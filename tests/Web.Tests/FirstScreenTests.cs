namespace AspireChat.Web.Tests;

/// <summary>The first screen that Web writes into the page, without a browser.</summary>
public sealed class FirstScreenTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_form_to_sign_in_is_in_the_page_in_the_readers_language()
    {
        await using var web = await WebProcess.StartAsync();
        await Says("/", "en-GB,en;q=0.9", null, "en", "Your name", "Something went wrong in this page");
        await Says("/r/lobby", "fr, zh-TW;q=0.8, en;q=0.5", null, "zh-CN", "你的名字", "页面出错了");
        await Says("/r/lobby", "en;q=0.5, zh;q=0.8", null, "zh-CN", "你的名字");
        await Says("/i/token", "en", "zh-CN", "zh-CN", "你的名字");
        await Says("/", "zh-CN", "en", "en", "Your name");
        await Says("/", "fr", "xx", "en", "Your name");
        await Says("/", "", null, "en", "Your name");
        await Says("/plain", "zh", null, "zh-CN");
        Assert.DoesNotContain("id=\"name\"", await Says("/admin", "zh", null, "zh-CN", "正在打开"), StringComparison.Ordinal);

        async Task<string> Says(string path, string accepts, string? chosen, string language, params string[] texts)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
            request.Headers.TryAddWithoutValidation("Accept-Language", accepts);
            if (chosen is not null)
            {
                request.Headers.Add("Cookie", $"language={chosen}");
            }

            using var answer = await web.Http.SendAsync(request, Cancel);
            var html = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.Contains($"<html lang=\"{language}\"", html, StringComparison.Ordinal);
            Assert.All(texts, text => Assert.Contains(text, html, StringComparison.Ordinal));
            Assert.DoesNotContain("<!--", html, StringComparison.Ordinal);
            Assert.Equal(["Accept-Language", "Cookie"], answer.Headers.Vary.Order(StringComparer.Ordinal));
            return html;
        }
    }
}
