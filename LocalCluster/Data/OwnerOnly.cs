using System.Runtime.InteropServices;

namespace AspireChat.LocalCluster.Data;

/// <summary>Keeps files and folders for their owner only: they hold keys, messages and attachments. Does nothing on Windows.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode ForFiles = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode ForFolders = ForFiles | UnixFileMode.UserExecute;

    /// <summary>
    /// From now on this process and its children create files with mode 600 and folders with 700. Only the umask reaches every
    /// writer: the embedded Redis, Web and nginx create files of their own.
    /// </summary>
    public static void ApplyToNewFiles()
    {
        if (!OperatingSystem.IsWindows())
        {
            const uint groupAndOthers = 0b111_111;
            _ = SetMask(groupAndOthers);
        }
    }

    /// <summary>Takes the rights of group and others from a folder that exists and everything in it. Links are not followed.</summary>
    public static void ApplyToTree(DirectoryInfo folder)
    {
        ApplyTo(folder);
        var withoutLinks = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var entry in folder.EnumerateFileSystemInfos("*", withoutLinks))
        {
            ApplyTo(entry);
        }
    }

    /// <summary>Takes the rights of group and others from one file or folder that exists.</summary>
    public static void ApplyTo(FileSystemInfo entry)
    {
        var allowed = entry is DirectoryInfo ? ForFolders : ForFiles;

        // Only where it must be changed, since it may have another owner: nginx's workers own their temporary folders.
        if (!OperatingSystem.IsWindows() && (entry.UnixFileMode & ~allowed) != 0)
        {
            entry.UnixFileMode = allowed;
        }
    }

    /// <summary>Writes a file whole, or leaves the old one as it was.</summary>
    public static void WriteFile(string file, string text)
    {
        var unfinished = $"{file}.{Environment.ProcessId}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = ForFiles;
        }

        using (var writer = new StreamWriter(unfinished, options))
        {
            writer.Write(text);
        }

        File.Move(unfinished, file, overwrite: true);
    }

    [DllImport("libc", EntryPoint = "umask"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint SetMask(uint mask);
}
