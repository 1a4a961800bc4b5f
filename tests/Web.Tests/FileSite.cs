namespace AspireChat.Web.Tests;

/// <summary>Web with a real Redis and a folder for files, in which files and uploads per minute are few.</summary>
public sealed class FileSite : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public RedisServer Redis { get; private set; } = null!;

    public WebProcess Web { get; private set; } = null!;

    /// <summary>Where the files are stored.</summary>
    public string Folder => _folder["files"];

    public async ValueTask InitializeAsync()
    {
        Redis = await RedisServer.StartNewAsync();
        Web = await WebProcess.StartAsync(new Dictionary<string, string?>
        {
            ["Web__Files__Folder"] = Folder,
            ["Web__Files__MaxBytes"] = "100000",
            ["Web__Files__PerMinute"] = "12",
        }, Redis);
    }

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        await Redis.DisposeAsync();
        _folder.Dispose();
    }
}
