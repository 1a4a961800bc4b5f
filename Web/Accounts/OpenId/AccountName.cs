using System.Security.Claims;
using AspireChat.Contracts;
using AspireChat.Web.Sessions;

namespace AspireChat.Web.Accounts.OpenId;

/// <summary>The name of a user with an account elsewhere.</summary>
internal static class AccountName
{
    /// <summary>Leaves room for a number.</summary>
    private const int MaxLength = GuestName.MaxLength - 5;

    /// <summary>The first of the account's names that is allowed here.</summary>
    public static string Of(ClaimsPrincipal account) =>
        new[] { ChatProtocol.NameClaim, "preferred_username", "given_name", "nickname" }
            .Select(account.FindFirstValue)
            .Select(name => string.Concat((name ?? "").EnumerateRunes().Take(MaxLength)))
            .Where(name => GuestName.Check(name, out _) is null && !NameFolding.IsReserved(name))
            .Select(name => name.Trim())
            .FirstOrDefault("Somebody");
}
