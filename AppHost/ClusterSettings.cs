using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using AspireChat.AppHost.Deployment;
using Microsoft.Extensions.Configuration;

namespace AspireChat.AppHost;

/// <summary>
/// The cluster's settings: <c>ChatNodes</c>, <c>IngressPort</c>, <c>Deployment</c>, <c>TrustedProxies</c>.
/// </summary>
internal sealed record ClusterSettings
{
    private const int MaxNodes = 64;
    private const int DefaultNodes = 3;

    /// <summary>Chat nodes to start with.</summary>
    public required int Nodes { get; init; }

    /// <summary>The cluster's public port on this machine, or null for any free port. A deployment has its own.</summary>
    public required int? IngressPort { get; init; }

    /// <summary>
    /// Address ranges, separated by spaces, from which the ingress trusts X-Forwarded-For; null for the target's default.
    /// </summary>
    public string? TrustedProxies { get; init; }

    /// <summary>
    /// Every slot of the cluster. There are more slots than nodes, so that a node added later moves only the clients that it takes
    /// over: ip_hash counts all slots, used or not.
    /// </summary>
    public required IReadOnlyList<ChatSlot> Slots { get; init; }

    /// <summary>
    /// The slots that get a resource: all of them on this machine, where <em>Start</em> fills a spare one; in a deployment only those
    /// with a node.
    /// </summary>
    public required IReadOnlyList<ChatSlot> Declared { get; init; }

    /// <summary>Reads the settings, or reports on standard error which one is wrong.</summary>
    public static bool TryRead(IDistributedApplicationBuilder builder, [NotNullWhen(true)] out ClusterSettings? settings)
    {
        var configuration = builder.Configuration;
        settings = null;
        if (!DeploymentChoice.IsPossible(builder)
            || !TryNumber(configuration, "ChatNodes", DefaultNodes, 1, MaxNodes, out var nodes)
            || !TryNumber(configuration, "IngressPort", 8080, 0, 65_535, out var port))
        {
            return false;
        }

        List<ChatSlot> slots =
            [.. Enumerable.Range(1, Math.Max(8, nodes)).Select(number => new ChatSlot($"chatnode-{number}", IsSpare: number > nodes))];
        settings = new ClusterSettings
        {
            Nodes = nodes,
            Slots = slots,
            Declared = builder.ExecutionContext.IsPublishMode ? slots[..nodes] : slots,
            IngressPort = port == 0 ? null : port,
            TrustedProxies = configuration["TrustedProxies"],
        };
        return true;
    }

    private static bool TryNumber(ConfigurationManager configuration, string name, int defaultValue, int min, int max, out int number)
    {
        number = defaultValue;
        if (configuration[name] is not { Length: > 0 } text
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= min && number <= max))
        {
            return true;
        }

        Console.Error.WriteLine($"Cannot start: {name} is \"{text}\"; set it to a number from {min} to {max}.");
        return false;
    }
}
