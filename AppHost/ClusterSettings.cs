using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using AspireChat.AppHost.Deployment;
using Microsoft.Extensions.Configuration;

namespace AspireChat.AppHost;

/// <summary>What the configuration says about the cluster: <c>ChatNodes</c>, <c>IngressPort</c>, <c>Deployment</c>, <c>TrustedProxies</c>.</summary>
internal sealed record ClusterSettings
{
    private const int MaxNodes = 64;

    /// <summary>Chat nodes to start with.</summary>
    public required int Nodes { get; init; }

    /// <summary>The port on which the cluster is reached here, or null for any that is free. A deployment has its own.</summary>
    public required int? IngressPort { get; init; }

    /// <summary>Address ranges, separated by spaces, whose word on the client's address the ingress takes; null for the target's own.</summary>
    public string? TrustedProxies { get; init; }

    /// <summary>
    /// Every place the cluster has. More than there are nodes, so that another one later moves no client but those it takes over: ip_hash
    /// counts the places, taken or not.
    /// </summary>
    public required IReadOnlyList<ChatSlot> Slots { get; init; }

    /// <summary>The places that get a resource: all here, where <em>Start</em> fills a spare one; in a deployment those with a node.</summary>
    public required IReadOnlyList<ChatSlot> Declared { get; init; }

    /// <summary>Reads the settings, or says on standard error which one is wrong.</summary>
    public static bool TryRead(IDistributedApplicationBuilder builder, [NotNullWhen(true)] out ClusterSettings? settings)
    {
        var configuration = builder.Configuration;
        settings = null;
        if (!DeploymentChoice.IsPossible(builder)
            || !TryNumber(configuration, "ChatNodes", 3, 1, MaxNodes, out var nodes)
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

    private static bool TryNumber(ConfigurationManager configuration, string name, int ifNone, int least, int most, out int number)
    {
        number = ifNone;
        if (configuration[name] is not { Length: > 0 } text
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most))
        {
            return true;
        }

        Console.Error.WriteLine($"Cannot start: {name} is \"{text}\"; set it to a number from {least} to {most}.");
        return false;
    }
}
