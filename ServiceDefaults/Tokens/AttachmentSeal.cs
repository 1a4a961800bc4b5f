using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AspireChat.Contracts;
using Microsoft.Extensions.Options;

namespace AspireChat.ServiceDefaults.Tokens;

/// <summary>
/// Seals an attachment's properties into its id: 22 random characters, and 22 that only this cluster can compute from them, the
/// file's name, type and size, and who uploaded it. So a node can check on its own that an attachment is what Web stored.
/// </summary>
public sealed class AttachmentSeal(IOptions<ChatTokenOptions> options)
{
    /// <summary>The random part of an id, in characters: what the file is stored under.</summary>
    public const int KeyLength = 22;

    private const int HalfBytes = 16;

    private readonly IReadOnlyList<byte[]> _keys = DerivedKey.For(options.Value.Keys, "attachments");

    /// <summary>The random part of a new id.</summary>
    public static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(HalfBytes));

    /// <summary>The id of an uploaded file.</summary>
    /// <param name="key">From <see cref="NewKey"/>.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="type">Its media type.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="user">Who uploaded it.</param>
    public string IdOf(string key, string name, string type, long size, string user) => IdOf(_keys[0], key, name, type, size, user);

    /// <summary>Whether an attachment is as this user's upload was answered.</summary>
    public bool IsGenuine(Attachment attachment, string user) => attachment.Id.Length > KeyLength && _keys.Any(seal =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(attachment.Id),
            Encoding.UTF8.GetBytes(
                IdOf(seal, attachment.Id[..KeyLength], attachment.Name, attachment.Type, attachment.Size, user))));

    private static string IdOf(byte[] seal, string key, string name, string type, long size, string user)
    {
        // A user and a type have no line break, so no two files give the same text.
        var text = string.Create(CultureInfo.InvariantCulture, $"{key}\n{user}\n{type}\n{size}\n{name}");
        return key + Base64Url.EncodeToString(HMACSHA256.HashData(seal, Encoding.UTF8.GetBytes(text)).AsSpan(0, HalfBytes));
    }
}
