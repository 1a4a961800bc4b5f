namespace AspireChat.AdminNode.Webhooks;

/// <summary>How webhooks are delivered, <c>Chat:Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>How often a delivery is tried before it goes to the dead letters.</summary>
    public int Attempts { get; set; } = 10;

    /// <summary>About how long to wait after the first failed attempt; each further wait is twice as long.</summary>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest of these waits.</summary>
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a receiver may take to answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The only hosts that may be told, such as <c>hooks.example.com</c> or <c>*.example.com</c>; empty: any.</summary>
    public string[] AllowedHosts { get; set; } = [];

    /// <summary>Whether <see cref="AllowedHosts"/> lets an address be told.</summary>
    public bool Allows(Uri address) => AllowedHosts.Length == 0 || AllowedHosts.Any(host =>
        host.StartsWith("*.", StringComparison.Ordinal)
            ? address.Host.EndsWith(host[1..], StringComparison.OrdinalIgnoreCase)
            : address.Host.Equals(host, StringComparison.OrdinalIgnoreCase));
}
