using System.Collections;
using System.Globalization;
using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Language;

namespace AspireChat.Web.Client.Admin.Language;

/// <summary>The names of audited actions.</summary>
public static class ActionNames
{
    private const string Prefix = "Action_";

    /// <summary>The name of an operation: "drain node" for <c>drainNode</c>. An unknown id is returned as it is.</summary>
    public static string Of(string action) => Words.ResourceManager.GetString(Prefix + action, CultureInfo.CurrentUICulture) ?? action;

    /// <summary>All operations with their names, in the order of these.</summary>
    public static IReadOnlyList<(string Action, string Name)> All { get; } =
    [
        .. Words.ResourceManager.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!
            .Cast<DictionaryEntry>().Select(entry => (string)entry.Key).Where(key => key.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(key => key[Prefix.Length..]).Select(action => (action, Of(action)))
            .OrderBy(named => named.Item2, StringComparer.CurrentCulture),
    ];

    /// <summary>Whether the action succeeded.</summary>
    public static bool Succeeded(AuditEntry entry) => entry.Status is >= 200 and < 300;
}
