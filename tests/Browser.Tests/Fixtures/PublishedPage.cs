namespace AspireChat.Browser.Tests.Fixtures;

/// <summary>
/// The page as people get it, trimmed and compressed. It also loads in less time than the one that is built for debugging.
/// It is compressed by gzip only: Brotli takes half a minute, and costs a browser as much to load.
/// </summary>
public static class PublishedPage
{
    /// <summary>Publishes what has been built, and returns the folder for <c>LocalCluster --published</c>.</summary>
    /// <exception cref="InvalidOperationException">It cannot be published; the message holds the output.</exception>
    public static async Task<string> PublishAsync()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "published");
        await using var publish = ServerProcess.Start(
            "dotnet",
            ["publish", "Web", "--no-build", "--configuration", Repository.Configuration, "--output", Path.Combine(folder, "Web"),
                "--nologo", "-property:PublishCompressionFormats=gzip", "-nodeReuse:false", "-verbosity:quiet"],
            folder: Repository.Root);
        await publish.WaitForExitAsync(TimeSpan.FromMinutes(5));
        return publish.ExitCode == 0 ? folder : throw new InvalidOperationException($"The page cannot be published:\n{publish.Output}");
    }
}
