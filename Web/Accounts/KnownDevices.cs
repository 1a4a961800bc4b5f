using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AspireChat.ServiceDefaults.Tokens;
using Microsoft.Extensions.Options;

namespace AspireChat.Web.Accounts;

/// <summary>A device that a user has signed in on with a passphrase before.</summary>
/// <param name="Id">Its random id.</param>
/// <param name="User">The user who signed in.</param>
/// <param name="Since">When.</param>
internal sealed record KnownDevice(string Id, string User, DateTimeOffset Since);

/// <summary>
/// Remembers in a cookie where a name's owner has signed in, so that strangers who guess cannot lock the owner out
/// (https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies). The cookie alone gives no access: the
/// passphrase is still needed. It is signed, so Web keeps no list of devices.
/// </summary>
internal sealed class KnownDevices(IOptions<ChatTokenOptions> tokens, TimeProvider time)
{
    private const int IdBytes = 16;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    private readonly IReadOnlyList<byte[]> _keys = DerivedKey.For(tokens.Value.Keys, "known devices");

    /// <summary>The device that a request comes from, if a user has signed in on it; otherwise null.</summary>
    public KnownDevice? Find(HttpContext context, string user) =>
        Read(context.Request.Cookies[CookieOf(user)]) is { } device && device.User == user ? device : null;

    /// <summary>The device that a request comes from, if anyone has signed in on it; otherwise null.</summary>
    public KnownDevice? FindAny(HttpContext context) => context.Request.Cookies
        .Where(cookie => cookie.Key.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(cookie => Read(cookie.Value))
        .FirstOrDefault(device => device is not null);

    /// <summary>Remembers that a user has signed in on this device.</summary>
    public void Remember(HttpContext context, string user)
    {
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
        var text = string.Create(CultureInfo.InvariantCulture, $"{id}.{user}.{time.GetUtcNow().ToUnixTimeMilliseconds()}");
        context.Response.Cookies.Append(CookieOf(user), $"{text}.{Base64Url.EncodeToString(Sign(_keys[0], text))}", new CookieOptions
        {
            HttpOnly = true,
            Secure = context.Request.IsHttps,
            SameSite = SameSiteMode.Strict,
            Path = "/api/session",
            MaxAge = Lifetime,
            IsEssential = true,
        });
    }

    private const string Prefix = "device-";

    private static string CookieOf(string user) => Prefix + user;

    private KnownDevice? Read(string? cookie)
    {
        if (cookie?.Split('.') is not [var id, var user, var since, var signature])
        {
            return null;
        }

        // A signature that is too short or not Base64Url is compared, too, and never matches.
        var given = Base64Url.IsValid(signature) ? Base64Url.DecodeFromChars(signature) : [];
        return _keys.Any(key => CryptographicOperations.FixedTimeEquals(given, Sign(key, $"{id}.{user}.{since}")))
            && DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(since, CultureInfo.InvariantCulture)) is var at
            && time.GetUtcNow() < at + Lifetime
            ? new KnownDevice(id, user, at)
            : null;
    }

    private static byte[] Sign(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
