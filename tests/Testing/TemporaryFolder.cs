namespace AspireChat.Testing;

/// <summary>A folder that is gone when the test is.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>The folder's full path. Short: a Unix socket in it has 107 characters for its whole path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("aspirechat-").FullName;

    /// <summary>The full path of a file in it.</summary>
    public string this[string file] => System.IO.Path.Combine(Path, file);

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that is just ending still wrote into it; the system cleans its temporary files.
        }
    }
}
