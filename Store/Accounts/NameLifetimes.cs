namespace AspireChat.Store.Accounts;

/// <summary>How long names are reserved after their owner's last sign-in or renewal.</summary>
/// <param name="Guest">A guest's name.</param>
/// <param name="Kept">A name with a passphrase, or of an account.</param>
public sealed record NameLifetimes(TimeSpan Guest, TimeSpan Kept);
