namespace AspireChat.AdminNode.Api;

/// <summary>Limits of the admin API, <c>Chat:Admin</c>.</summary>
public sealed class AdminOptions
{
    /// <summary>Calls that one caller may make per second, on average. 0 = no limit.</summary>
    public int RequestsPerSecond { get; set; } = 50;

    /// <summary>Calls that may come at once after a pause, before <see cref="RequestsPerSecond"/> holds.</summary>
    public int RequestBurst { get; set; } = 100;

    /// <summary>Refused credentials of one client address per minute; beyond, the answer is 429 rather than 401 or 403.</summary>
    public int FailuresPerMinute { get; set; } = 30;

    /// <summary>How long the nodes' answers to a command are waited for; a node that took longer is told as missing.</summary>
    public TimeSpan AnswersWithin { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Address ranges (CIDR) of the proxies whose <c>X-Forwarded-For</c> is believed, besides this machine itself.</summary>
    public string[] TrustedProxies { get; set; } = [];
}
