namespace AspireChat.Web.Files;

/// <summary>The record of a stored file.</summary>
/// <param name="Key">What it is stored under: the random part of its id.</param>
/// <param name="Id">Its id; the file is served only to those who have all of it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="User">The user who uploaded it.</param>
/// <param name="At">When it was uploaded.</param>
public sealed record StoredFile(string Key, string Id, string Name, string Type, long Size, string User, DateTimeOffset At);
