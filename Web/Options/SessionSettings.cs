namespace AspireChat.Web.Options;

/// <summary>Settings under <c>Web:Sessions</c>.</summary>
public sealed class SessionSettings
{
    /// <summary>How long a token is valid. The page renews it at about half of that.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long after its end a token can still be renewed: a computer that slept overnight is still signed in.</summary>
    public TimeSpan RenewableFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long after the last sign-in a name with a passphrase, or of an account, is kept for its owner.</summary>
    public TimeSpan KeepNamesFor { get; set; } = TimeSpan.FromDays(365);

    /// <summary>
    /// How expensive it is to hash a passphrase: for Web at every sign-in that uses one, and for a thief of the hashes at every guess.
    /// Earlier hashes stay valid.
    /// </summary>
    public int PassphraseIterations { get; set; } = 100_000;

    /// <summary>How long a guest's name is reserved: as long as the guest's token is valid, plus the tolerated clock difference.</summary>
    internal TimeSpan GuestLease => Lifetime + TimeSpan.FromMinutes(1);
}
