namespace AspireChat.Store.Accounts;

/// <summary>Who has a name.</summary>
/// <param name="IsOurs">Whether the user who asked has it now.</param>
/// <param name="User">The user who has it.</param>
/// <param name="Name">How its owner writes it.</param>
/// <param name="Secret">The hash of its passphrase, null if it has none.</param>
public sealed record NameHold(bool IsOurs, string User, string Name, string? Secret);
