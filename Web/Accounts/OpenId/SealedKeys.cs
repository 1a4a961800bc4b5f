using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using AspireChat.ServiceDefaults.Tokens;
using AspireChat.Store.Accounts;
using AspireChat.Store.Redis;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace AspireChat.Web.Accounts.OpenId;

/// <summary>
/// The keys of ASP.NET Core Data Protection, in Redis, for all replicas of Web. Each is encrypted and authenticated (AES-256-GCM) with a
/// key that is not in Redis: with one of them anybody could forge an account's cookie and become an admin. An entry that this cluster did
/// not seal is ignored, so writing to Redis does not help either; that is why whole entries are sealed, not only the secrets in them, which
/// name the type that decrypts them.
/// </summary>
internal sealed partial class SealedKeys(SealedKeyList list, IOptions<AdminTokenOptions> tokens, ILogger<SealedKeys> logger)
    : IXmlRepository
{
    private static readonly int TagSize = AesGcm.TagByteSizes.MaxSize;
    private static readonly int NonceSize = AesGcm.NonceByteSizes.MaxSize;

    // These keys can make anybody an admin, so they are sealed with the key that no chat node has.
    private readonly IReadOnlyList<byte[]> _keys = DerivedKey.For(tokens.Value.Keys, "data protection");

    public IReadOnlyCollection<XElement> GetAllElements() => [.. list.Read().Select(Open).OfType<XElement>()];

    public void StoreElement(XElement element, string friendlyName) =>
        list.Add(Seal(element.ToString(SaveOptions.DisableFormatting)));

    /// <summary>Nonce, tag and ciphertext.</summary>
    private byte[] Seal(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var entry = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(entry.AsSpan(0, NonceSize));
        using var aes = new AesGcm(_keys[0], TagSize);
        aes.Encrypt(entry.AsSpan(0, NonceSize), plain, entry.AsSpan(NonceSize + TagSize), entry.AsSpan(NonceSize, TagSize));
        return entry;
    }

    private XElement? Open(byte[] entry)
    {
        try
        {
            if (entry.Length <= NonceSize + TagSize)
            {
                throw new CryptographicException("The entry is too short.");
            }

            var plain = new byte[entry.Length - NonceSize - TagSize];
            if (!_keys.Any(key => TryDecrypt(key, entry, plain)))
            {
                throw new CryptographicException("No key of this cluster opens it.");
            }

            return XElement.Parse(Encoding.UTF8.GetString(plain));
        }
        catch (Exception foreign) when (foreign is CryptographicException or XmlException)
        {
            LogIgnored(foreign.Message, RedisKeys.SealedKeys);
            return null;
        }
    }

    private static bool TryDecrypt(byte[] key, byte[] entry, byte[] plain)
    {
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(entry.AsSpan(0, NonceSize), entry.AsSpan(NonceSize + TagSize), entry.AsSpan(NonceSize, TagSize), plain);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    [LoggerMessage(
        1, LogLevel.Warning, "An entry of {Key} in Redis was ignored: it is not sealed with this cluster's Chat:AdminSigningKey. {Why}")]
    private partial void LogIgnored(string why, string key);
}
