using System.Net;
using System.Text;
using AspireChat.Contracts;
using StackExchange.Redis;

namespace AspireChat.Web.Tests;

/// <summary>A file is what was uploaded and nothing else, takes no more space than it may, and is deleted in time.</summary>
public sealed class FileRecordTests : IAsyncLifetime
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[20]];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[20]];

    private readonly TemporaryFolder _folder = new();
    private RedisServer _redis = null!;
    private ConnectionMultiplexer _connection = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IDatabase Database => _connection.GetDatabase();

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartNewAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(_redis.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _redis.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_is_served_under_its_own_name_only()
    {
        await using var web = await StartAsync();
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = web.Http.BaseAddress };
        var notes = (await web.Http.UploadAsync("my notes.txt", Encoding.UTF8.GetBytes("hello"))).Saved;
        using var disguised = await browser.GetAsync(new Uri($"/files/{notes.Id}/setup.exe", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Redirect, disguised.StatusCode);
        Assert.Equal($"/files/{notes.Id}/my%20notes.txt", disguised.Headers.Location?.OriginalString);
        Assert.True(disguised.Headers.CacheControl?.NoStore);

        using var own = await browser.GetAsync(disguised.Headers.Location, Cancel);
        Assert.Equal("hello", await own.Content.ReadAsStringAsync(Cancel));
        Assert.Contains("my notes.txt", own.Content.Headers.ContentDisposition?.ToString(), StringComparison.Ordinal);

        // The part that the file is stored under is not enough, nor is another end.
        foreach (var id in new[] { notes.Id[..22], notes.Id[..22] + new string('A', 22) })
        {
            using var other = await browser.GetAsync(new Uri($"/files/{id}/my notes.txt", UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        }
    }

    [Fact]
    public async Task A_picture_has_the_extension_of_its_type()
    {
        await using var web = await StartAsync();
        Assert.Equal("image/png", (await web.Http.UploadAsync("a.PNG", Png)).Saved.Type);
        Assert.Equal("image/jpeg", (await web.Http.UploadAsync("a.jpeg", Jpeg)).Saved.Type);
        foreach (var (name, content, status, why) in new[]
        {
            ("a.jpg", Png, HttpStatusCode.BadRequest, ".png"),
            ("a.png", Jpeg, HttpStatusCode.BadRequest, ".jpg"),
            ("picture", Png, HttpStatusCode.BadRequest, ".png"),
            ("setup.exe", Png, HttpStatusCode.UnsupportedMediaType, "not accepted"),
            ("page.html", Jpeg, HttpStatusCode.UnsupportedMediaType, "not accepted"),
            ("a.png", Encoding.UTF8.GetBytes("no picture at all"), HttpStatusCode.UnsupportedMediaType, "not accepted"),
            ("gpj.\u202Etxt", Jpeg, HttpStatusCode.BadRequest, "invisible characters"),
        })
        {
            var answer = await web.Http.UploadAsync(name, content);
            Assert.Equal((name, status), (name, answer.Status));
            Assert.Contains(why, answer.Text, StringComparison.Ordinal);
        }

        // An ending of what is only downloaded is accepted with any content, and downloaded.
        Assert.Equal("application/octet-stream", (await web.Http.UploadAsync("a.txt", Png)).Saved.Type);
    }

    [Fact]
    public async Task Files_uploaded_by_earlier_versions_are_served_if_their_extension_matches()
    {
        await using var web = await StartAsync();
        var id = new string('b', 22);
        Directory.CreateDirectory(Path.Combine(_folder["files"], "bb"));
        await File.WriteAllBytesAsync(Path.Combine(_folder["files"], "bb", id), Png, Cancel);
        (string, HttpStatusCode)[] expected =
        [
            ("old.png", HttpStatusCode.OK),
            ("old.txt", HttpStatusCode.OK),
            ("old.exe", HttpStatusCode.NotFound),
            ("old", HttpStatusCode.NotFound),
        ];
        foreach (var (name, status) in expected)
        {
            using var answer = await web.Http.GetAsync(new Uri($"/files/{id}/{name}", UriKind.Relative), Cancel);
            Assert.Equal((name, status), (name, answer.StatusCode));
        }
    }

    [Fact]
    public async Task Simultaneous_uploads_cannot_exceed_the_storage_limit_of_a_user()
    {
        await using var web = await StartAsync(("MaxBytesPerUser", "100000"), ("MaxBytesInTotal", "150000"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => web.Http.UploadAsync($"{i}.txt", new byte[20_000], "greedy")));
        Assert.Equal(5, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.Equal(7, answers.Count(answer =>
            answer.Status == HttpStatusCode.InsufficientStorage && answer.Text.Contains("of storage", StringComparison.Ordinal)));

        // Others have theirs, as long as there is any.
        Assert.Equal(HttpStatusCode.Created, (await web.Http.UploadAsync("a.txt", new byte[40_000], "modest")).Status);
        var full = await web.Http.UploadAsync("a.txt", new byte[20_000], "late");
        Assert.Equal(HttpStatusCode.InsufficientStorage, full.Status);
        Assert.Contains("no space left", full.Text, StringComparison.Ordinal);

        // What was refused or too large has taken nothing, and a tiny file takes a block.
        Assert.Equal(140_000, (long)await Database.HashGetAsync("chat:web:files:used", "total"));
        Assert.Equal(HttpStatusCode.Created, (await web.Http.UploadAsync("a.txt", [1], "tiny")).Status);
        Assert.Equal(144_096, (long)await Database.HashGetAsync("chat:web:files:used", "total"));
    }

    [Fact]
    public async Task Uploads_are_limited_per_network_and_a_chunked_upload_releases_unused_space()
    {
        await using var web = await StartAsync(("MaxBytesPerNetworkPerHour", "50000"), ("MaxBytes", "30000"));
        Assert.Equal(HttpStatusCode.Created, (await web.Http.UploadAsync("a.txt", new byte[20_000], "guest-1")).Status);
        Assert.Equal(HttpStatusCode.Created, (await web.Http.UploadAsync("a.txt", new byte[20_000], "guest-2")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await web.Http.UploadAsync("a.txt", new byte[20_000], "guest-3")).Status);
        Assert.Equal(
            HttpStatusCode.Created, (await web.Http.UploadAsync("a.txt", new byte[20_000], "guest-3", from: "203.0.113.5")).Status);
        Assert.False(await Database.HashExistsAsync("chat:web:files:used", "user guest-4"));
        var accepted = await web.Http.UploadAsync("a.txt", new ChunkedContent(new byte[5_000]), "guest-4", from: "203.0.113.6");
        Assert.Equal(HttpStatusCode.Created, accepted.Status);
        Assert.Equal(5_000, (long)await Database.HashGetAsync("chat:web:files:used", "user guest-4"));
        var refused = await web.Http.UploadAsync("a.txt", new ChunkedContent(new byte[31_000]), "guest-4", from: "203.0.113.7");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.Status);
        Assert.Equal(5_000, (long)await Database.HashGetAsync("chat:web:files:used", "user guest-4"));
    }

    [Fact]
    public async Task Unsent_uploads_are_deleted_and_sent_ones_are_kept_until_they_expire()
    {
        Attachment forgotten, sent;
        await using (var patient = await StartAsync())
        {
            forgotten = (await patient.Http.UploadAsync("forgotten.txt", new byte[5_000])).Saved;
            sent = (await patient.Http.UploadAsync("sent.txt", new byte[6_000])).Saved;
            Assert.True(await Database.SortedSetRemoveAsync("chat:files:unsent", sent.Id[..22]), "as a node does");
        }

        await Database.KeyDeleteAsync("chat:web:files:cleaning"); // It had its turn for the next minutes.
        // One Web at a time: replicas take turns at cleaning, and these two have different rules.
        await using (var web = await StartAsync(("KeepUnsentFor", "00:00:01"), ("KeepFor", "1.00:00:00")))
        {
            await Eventually.TrueAsync(
                async () => await GetAsync(web, forgotten) == HttpStatusCode.NotFound, "the forgotten upload is deleted");
            Assert.Equal(HttpStatusCode.OK, await GetAsync(web, sent));
            await Eventually.TrueAsync(
                async () => await Database.HashGetAsync("chat:web:files:used", "total") == 6_000, "its space is free again");
            Assert.Equal(2, Files().Count); // the file and its record

            // What was left by a crash is not counted for ever.
            await Database.HashSetAsync("chat:web:files:used", "user crashed", 1_000_000);
            await Eventually.TrueAsync(
                async () => !await Database.HashExistsAsync("chat:web:files:used", "user crashed"), "what is used is counted");
        }

        await using var later = await StartAsync(("KeepUnsentFor", "00:00:01"), ("KeepFor", "00:00:01"));
        await Eventually.TrueAsync(async () => await GetAsync(later, sent) == HttpStatusCode.NotFound, "the old file is deleted");
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Only_the_account_that_runs_Web_can_read_the_files_on_disk()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Files have other rights there.");
            return;
        }

        await using var web = await StartAsync();
        await web.Http.UploadAsync("a.txt", [1]);
        Assert.Equal(2, Files().Count);
        foreach (var file in Files())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        foreach (var folder in Directory.GetDirectories(_folder["files"]))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        }
    }

    private Task<WebProcess> StartAsync(params (string Name, string Value)[] settings) => WebProcess.StartAsync(
        new Dictionary<string, string?>(
            settings.Select(setting => KeyValuePair.Create<string, string?>($"Web__Files__{setting.Name}", setting.Value)))
        {
            ["Web__Files__Folder"] = _folder["files"],
        },
        _redis);

    private List<string> Files() =>
        Directory.Exists(_folder["files"]) ? [.. Directory.EnumerateFiles(_folder["files"], "*", SearchOption.AllDirectories)] : [];

    private static async Task<HttpStatusCode> GetAsync(WebProcess web, Attachment file)
    {
        using var answer = await web.Http.GetAsync(new Uri($"/files/{file.Id}/{file.Name}", UriKind.Relative), Cancel);
        return answer.StatusCode;
    }
}
