using System.Net;
using StackExchange.Redis;

namespace AspireChat.Web.Accounts;

/// <summary>The keys of a name in Redis. The text in braces decides the slot in a Redis Cluster, so a name's keys share one.</summary>
internal static class NameKeys
{
    /// <summary>Hash: <c>user</c>, <c>name</c> as written and, where there is a passphrase, <c>secret</c>.</summary>
    public static RedisKey Name(string folded) => $"chat:name:{{{Escape(folded)}}}";

    /// <summary>Number with a time to live: wrong passphrases for a name from one client's network.</summary>
    public static RedisKey Attempts(string folded, IPAddress network) => $"chat:name:{{{Escape(folded)}}}:attempts:{network}";

    /// <summary>Number with a time to live: wrong passphrases for a name from anywhere.</summary>
    public static RedisKey AllAttempts(string folded) => $"chat:name:{{{Escape(folded)}}}:attempts";

    /// <summary>Number with a time to live: wrong passphrases for a name on a device that its owner signed in on.</summary>
    public static RedisKey DeviceAttempts(string folded, string device) => $"chat:name:{{{Escape(folded)}}}:attempts:device:{device}";

    /// <summary>Number with a time to live: wrong passphrases for all names from one client's network.</summary>
    public static RedisKey NetworkAttempts(IPAddress network) => $"chat:web:attempts:{network}";

    // A brace in the name would end the braces around it.
    private static string Escape(string folded) => Uri.EscapeDataString(folded);
}
