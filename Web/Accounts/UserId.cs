using System.Security.Cryptography;
using System.Text;
using AspireChat.ServiceDefaults.Tokens;

namespace AspireChat.Web.Accounts;

/// <summary>The ids of users: a token's <c>sub</c>.</summary>
public static class UserId
{
    private const string Guest = "guest-";
    private const string Account = "user-";
    private const string Characters = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int Length = 10;

    /// <summary>
    /// The id of a guest: 10 characters of 36, the same for the same attempt. Keyed with the cluster's key, so that nobody can search for
    /// an attempt that results in another guest's id.
    /// </summary>
    public static string OfGuest(string attempt, ChatTokens tokens)
    {
        var hash = tokens.KeyedHash($"guest\n{attempt}");
        return Guest + string.Create(Length, hash, static (id, hash) =>
        {
            for (var i = 0; i < id.Length; i++)
            {
                id[i] = Characters[BitConverter.ToUInt16(hash, 2 * i) % Characters.Length];
            }
        });
    }

    /// <summary>The id of a user with an account elsewhere: the same at every sign-in, and different for each issuer.</summary>
    /// <param name="issuer">The issuer: the claim <c>iss</c>.</param>
    /// <param name="subject">The user's id there: the claim <c>sub</c>.</param>
    public static string OfAccount(string issuer, string subject) =>
        Account + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer}\n{subject}")).AsSpan(0, 12));

    /// <summary>Whether this is a guest: a user without an account elsewhere.</summary>
    public static bool IsGuest(string user) => user.StartsWith(Guest, StringComparison.Ordinal);

    /// <summary>Whether this is a user with an account elsewhere.</summary>
    public static bool HasAccount(string user) => user.StartsWith(Account, StringComparison.Ordinal);
}
