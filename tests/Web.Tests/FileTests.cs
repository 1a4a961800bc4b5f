using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using AspireChat.Contracts;
using StackExchange.Redis;

namespace AspireChat.Web.Tests;

/// <summary>Attachments. Each test uploads as a user of its own.</summary>
public sealed class FileTests(FileSite site) : IClassFixture<FileSite>
{
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private readonly string _user = $"user-{Guid.NewGuid():N}"[..16];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private HttpClient Http => site.Web.Http;

    [Fact]
    public async Task A_picture_is_recognised_by_its_content_and_shown()
    {
        var attachment = await SavedAsync(Png, "grüße 1.png");
        Assert.Equal(("image/png", Png.Length, "grüße 1.png"), (attachment.Type, attachment.Size, attachment.Name));
        Assert.True(Attachment.IsValid(attachment));

        using var answer = await Http.GetAsync(Address(attachment), Cancel);
        Assert.Equal(Png, await answer.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal("image/png", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("inline", answer.Content.Headers.ContentDisposition?.DispositionType);
        AssertSafe(answer);
    }

    [Theory]
    [InlineData("page.txt", "<html><script>alert(1)</script></html>")]
    [InlineData("drawing.md", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("picture.pdf", "GIF8 is not enough")]
    public async Task A_file_that_is_not_a_picture_is_only_downloaded(string name, string text)
    {
        var attachment = await SavedAsync(Encoding.UTF8.GetBytes(text), name, "text/html");
        using var answer = await Http.GetAsync(Address(attachment), Cancel);
        Assert.Equal(text, await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        AssertSafe(answer);
    }

    [Fact]
    public async Task An_invalid_upload_is_refused_with_the_reason()
    {
        await RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "the limit is", new byte[100_001], "big.txt");
        await RefusedAsync(HttpStatusCode.BadRequest, "empty", [], "empty.txt");
        await RefusedAsync(HttpStatusCode.BadRequest, "characters", [1], new string('n', 121));
        await RefusedAsync(HttpStatusCode.UnsupportedMediaType, "not accepted", [1], "tool.exe");
        await RefusedAsync(HttpStatusCode.UnsupportedMediaType, "not accepted", Encoding.UTF8.GetBytes("<html>"), "page.html");

        // Without a Content-Length the size shows only while it comes, and nothing of it stays.
        var begun = Directory.Exists(site.Folder) ? Files().Count : 0;
        using var chunked = Request(new ChunkedContent(new byte[200_000]), "chunked.txt");
        using var answer = await Http.SendAsync(chunked, Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(begun, Files().Count);

        List<string> Files() => Directory.Exists(site.Folder) ? [.. Directory.EnumerateFiles(site.Folder, "*",
            SearchOption.AllDirectories)] : [];
    }

    [Fact]
    public async Task Uploads_need_a_session_and_an_id_cannot_reach_another_file()
    {
        using var anonymous = new HttpRequestMessage(HttpMethod.Post,
            new Uri("/api/files?name=a.txt", UriKind.Relative))
        { Content = new ByteArrayContent([1]) };
        Assert.Equal(HttpStatusCode.Unauthorized, (await Http.SendAsync(anonymous, Cancel)).StatusCode);
        foreach (var id in new[] { "..%2f..%2f..%2fetc%2fpasswd", new string('A', 22), "%2e%2e", new string('.', 22) })
        {
            Assert.Equal(HttpStatusCode.NotFound,
                (await Http.GetAsync(new Uri($"/files/{id}/a.txt", UriKind.Relative), Cancel)).StatusCode);
        }
    }

    [Fact]
    public async Task Banned_and_signed_out_users_cannot_upload()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(site.Redis.Address);
        await SavedAsync([1], "before.txt");
        await redis.GetDatabase().HashSetAsync("chat:revocations", _user, DateTimeOffset.UtcNow.AddSeconds(2).ToUnixTimeMilliseconds());
        await RefusedAsync(HttpStatusCode.Unauthorized, "session_ended", [1], "after.txt");
        await redis.GetDatabase().HashSetAsync("chat:bans", _user, """{"reason":"spam","by":"admin","at":1}""");
        await RefusedAsync(HttpStatusCode.Forbidden, "spam", [1], "banned.txt");
    }

    [Fact]
    public async Task Too_many_uploads_by_one_user_return_429()
    {
        HttpResponseMessage? last = null;
        for (var i = 0; i < 20 && last?.StatusCode != HttpStatusCode.TooManyRequests; i++)
        {
            using var request = Request(new ByteArrayContent([1]), "a.txt", user: $"eager-{_user}");
            last = await Http.SendAsync(request, Cancel);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last!.StatusCode);
        await SavedAsync([1], "a.txt");
    }

    private static Uri Address(Attachment attachment) =>
        new($"/files/{attachment.Id}/{Uri.EscapeDataString(attachment.Name)}", UriKind.Relative);

    private static void AssertSafe(HttpResponseMessage answer)
    {
        Assert.Equal("default-src 'none'; sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
    }

    private HttpRequestMessage Request(HttpContent content, string name, string type = "application/octet-stream",
        string? user = null)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        var request = new HttpRequestMessage(HttpMethod.Post,
            new Uri($"/api/files?name={Uri.EscapeDataString(name)}", UriKind.Relative))
        { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.For(user ?? _user, WebProcess.SigningKey));
        return request;
    }

    private async Task<Attachment> SavedAsync(byte[] content, string name, string type = "application/octet-stream")
    {
        using var request = Request(new ByteArrayContent(content), name, type);
        using var answer = await Http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Attachment>(Cancel))!;
    }

    private async Task RefusedAsync(HttpStatusCode status, string why, byte[] content, string name)
    {
        using var request = Request(new ByteArrayContent(content), name);
        using var answer = await Http.SendAsync(request, Cancel);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(why, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }
}
