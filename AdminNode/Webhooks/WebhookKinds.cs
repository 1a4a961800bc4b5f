using System.Reflection;
using AspireChat.Contracts;

namespace AspireChat.AdminNode.Webhooks;

/// <summary>What a webhook can be told of.</summary>
internal static class WebhookKinds
{
    public const string NodeUp = "node-up";
    public const string NodeDraining = "node-draining";
    public const string NodeDown = "node-down";
    public const string Action = "action";

    /// <summary>What <c>POST /webhooks/{id}/test</c> sends.</summary>
    public const string Test = "test";

    /// <summary>The kinds of a room's events, without the ephemeral ones, which are in no log.</summary>
    public static IReadOnlySet<string> OfRooms { get; } = typeof(EventKind).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)
        .Except([EventKind.Typing, EventKind.Presence]).ToHashSet();

    public static IReadOnlySet<string> OfNodes { get; } = new HashSet<string> { NodeUp, NodeDraining, NodeDown };

    public static IEnumerable<string> All => [.. OfRooms, .. OfNodes, Action];
}
