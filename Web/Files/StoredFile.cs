namespace AspireChat.Web.Files;

/// <summary>What is known of a stored file.</summary>
/// <param name="Key">What it is stored under: the random part of its id.</param>
/// <param name="Id">Its id; only with all of it the file is given out.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="User">Who uploaded it.</param>
/// <param name="At">When.</param>
public sealed record StoredFile(string Key, string Id, string Name, string Type, long Size, string User, DateTimeOffset At);
