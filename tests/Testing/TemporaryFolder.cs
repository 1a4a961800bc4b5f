namespace AspireChat.Testing;

/// <summary>A folder that is deleted after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>The folder's full path. It is short, because the path of a Unix socket in it has at most 107 characters.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("aspirechat-").FullName;

    /// <summary>The full path of a file in it.</summary>
    public string this[string file] => System.IO.Path.Combine(Path, file);

    /// <summary>Writes an executable shell script into it and returns the script's full path.</summary>
    public string WriteScript(string name, string commands)
    {
        var file = this[name];
        File.WriteAllText(file, $"#!/bin/sh\n{commands}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return file;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that was ending still wrote into it; the system deletes temporary files itself.
        }
    }
}
