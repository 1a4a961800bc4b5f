namespace AspireChat.Web.Accounts;

/// <summary>How it stands with a name.</summary>
/// <param name="IsOurs">Whether the user who asked has it now.</param>
/// <param name="User">Who has it.</param>
/// <param name="Name">How its owner writes it.</param>
/// <param name="Secret">The hash of its passphrase, null where it has none.</param>
public sealed record NameHold(bool IsOurs, string User, string Name, string? Secret);
