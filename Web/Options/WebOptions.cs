using System.ComponentModel.DataAnnotations;

namespace AspireChat.Web.Options;

/// <summary>Settings under <c>Web</c>.</summary>
public sealed class WebOptions
{
    /// <summary>
    /// Sessions that one client address may open per minute: enough for a class behind one router to sign in twice. Passphrases have their
    /// own limits. 0 = no limit.
    /// </summary>
    [Range(0, 1_000_000, ErrorMessage = "Web:SessionsPerMinute must be 0 (no limit) or more.")]
    public int SessionsPerMinute { get; set; } = 120;

    /// <summary>
    /// Whether the page offers "view as network A/B/C", which puts browser tabs of one machine on different nodes. It needs
    /// an ingress that knows those paths. Not set: only in the Development environment.
    /// </summary>
    public bool? Networks { get; set; }

    /// <summary>
    /// The share of clicks that the page traces, 0 (none) to 1 (all); the nodes follow its decision. It needs an ingress that leads
    /// <c>/v1/traces</c> to a receiver of OTLP over HTTP.
    /// </summary>
    [Range(0.0, 1.0, ErrorMessage = "Web:BrowserTraces must be 0 (none) to 1 (all).")]
    public double BrowserTraces { get; set; }

    /// <summary>
    /// Address ranges (CIDR) of the proxies whose <c>X-Forwarded-For</c> is trusted, besides this machine itself.
    /// Without it, all clients behind an ingress elsewhere share one limit.
    /// </summary>
    public string[] TrustedProxies { get; set; } = [];
}
