namespace AspireChat.LocalCluster.Data;

/// <summary>Files with secrets: readable by their owner only, and never seen half written.</summary>
internal static class PrivateFile
{
    /// <summary>Writes the whole text, or leaves what was there.</summary>
    public static void Write(string file, string text)
    {
        var unfinished = $"{file}.{Environment.ProcessId}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(unfinished, options))
        {
            writer.Write(text);
        }

        File.Move(unfinished, file, overwrite: true);
    }
}
