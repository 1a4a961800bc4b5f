using System.Net;

namespace AspireChat.Store.Limits;

/// <summary>A user or a network, which has limits in the whole cluster.</summary>
/// <param name="Key">Its part of the keys in Redis.</param>
/// <param name="Limits">The limits.</param>
/// <param name="Text">The party in the explanation of a refusal: <c>all your connections</c>.</param>
public sealed record Party(string Key, ShareLimits Limits, string Text)
{
    /// <summary>Returns a user.</summary>
    public static Party OfUser(string user, LimitOptions limits) => new($"user:{user}", limits.PerUser, "all your connections together");

    /// <summary>Returns a network.</summary>
    public static Party OfNetwork(IPAddress network, LimitOptions limits) =>
        new($"network:{network}", limits.PerNetwork, "your network as a whole");
}
