namespace AspireChat.Contracts.Admin;

/// <summary>A ban of everybody who comes from a network, except administrators.</summary>
public sealed record NetworkBan
{
    /// <summary>Maximum duration, in minutes: 30 days. Networks get other users.</summary>
    public const int MaxMinutes = 43_200;

    /// <summary>The network as <c>ADDRESS/BITS</c>.</summary>
    public string Network { get; init; } = "";

    /// <summary>The ban.</summary>
    public Sanction Ban { get; init; } = new();
}
