using System.ComponentModel.DataAnnotations;

namespace AspireChat.Web.Files;

/// <summary>Settings under <c>Web:Files</c>.</summary>
public sealed class FileOptions
{
    /// <summary>Where <see cref="FolderFileStore"/> keeps the files. All replicas of Web need the same.</summary>
    [Required(ErrorMessage = "Web:Files:Folder must name a folder.")]
    public string Folder { get; set; } = Path.Combine(Path.GetTempPath(), "aspirechat-files");

    /// <summary>Largest file, in bytes. 0 = no attachments.</summary>
    [Range(0, 1L << 30, ErrorMessage = "Web:Files:MaxBytes must be 0 (no attachments) to 1073741824 (1 GiB).")]
    public long MaxBytes { get; set; } = 10 << 20;

    /// <summary>Files a user may upload per minute. 0 = no limit.</summary>
    [Range(0, 1_000_000, ErrorMessage = "Web:Files:PerMinute must be 0 (no limit) or more.")]
    public int PerMinute { get; set; } = 30;

    /// <summary>How much space the files of one user may take, in bytes. 0 = no limit.</summary>
    [Range(0, long.MaxValue, ErrorMessage = "Web:Files:MaxBytesPerUser must be 0 (no limit) or more.")]
    public long MaxBytesPerUser { get; set; } = 512L << 20;

    /// <summary>How much space all files may take, in bytes. 0 = no limit.</summary>
    [Range(0, long.MaxValue, ErrorMessage = "Web:Files:MaxBytesInTotal must be 0 (no limit) or more.")]
    public long MaxBytesInTotal { get; set; } = 20L << 30;

    /// <summary>
    /// How much may be uploaded from one client address within an hour, in bytes, however many guests sign in there. 0 = no limit.
    /// </summary>
    [Range(0, long.MaxValue, ErrorMessage = "Web:Files:MaxBytesPerNetworkPerHour must be 0 (no limit) or more.")]
    public long MaxBytesPerNetworkPerHour { get; set; } = 2L << 30;

    /// <summary>How long an upload is kept that was not sent in a message.</summary>
    public TimeSpan KeepUnsentFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a file is kept.</summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(365);

    /// <summary>
    /// The endings of names that are accepted, besides pictures (PNG, JPEG, GIF, WebP), which are recognised by their content.
    /// </summary>
    public string[] Endings { get; set; } =
    [
        ".7z", ".csv", ".docx", ".gz", ".json", ".log", ".md", ".mp3", ".mp4", ".odp", ".ods", ".odt", ".ogg", ".pdf", ".pptx", ".tar",
        ".txt", ".wav", ".webm", ".xlsx", ".yaml", ".yml", ".zip",
    ];
}
