using AspireChat.Contracts;

namespace AspireChat.Web.Client.Chat.Files;

/// <summary>What came of an upload.</summary>
/// <param name="Status">The HTTP status; 0 when the server was not reached.</param>
/// <param name="File">The file, when it was accepted.</param>
/// <param name="Problem">Why not, in the server's words.</param>
/// <param name="Empty">Whether there was nothing in it.</param>
internal sealed record UploadAnswer(int Status, Attachment? File, string? Problem, bool Empty);
