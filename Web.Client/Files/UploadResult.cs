using AspireChat.Contracts;

namespace AspireChat.Web.Client.Files;

/// <summary>The result of an upload.</summary>
/// <param name="Status">The HTTP status; 0 if the server was not reached.</param>
/// <param name="File">The file, if it was accepted.</param>
/// <param name="Problem">The server's reason for refusing it.</param>
/// <param name="Empty">Whether the file is empty.</param>
internal sealed record UploadResult(int Status, Attachment? File, string? Problem, bool Empty);
