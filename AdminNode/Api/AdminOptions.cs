namespace AspireChat.AdminNode.Api;

/// <summary>Limits of the admin API, <c>Chat:Admin</c>.</summary>
public sealed class AdminOptions
{
    /// <summary>Average number of calls that a caller can make per second; 0 = no limit.</summary>
    public int RequestsPerSecond { get; set; } = 50;

    /// <summary>Number of calls that a caller can make at once after a pause, before <see cref="RequestsPerSecond"/> applies.</summary>
    public int RequestBurst { get; set; } = 100;

    /// <summary>Number of refused credentials per client address and minute. Beyond it the response is 429 instead of 401 or 403.</summary>
    public int FailuresPerMinute { get; set; } = 30;

    /// <summary>Address ranges (CIDR) of the proxies whose <c>X-Forwarded-For</c> is trusted, besides this machine itself.</summary>
    public string[] TrustedProxies { get; set; } = [];
}
