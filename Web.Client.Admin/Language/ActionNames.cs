using System.Globalization;
using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Language;

namespace AspireChat.Web.Client.Admin.Language;

/// <summary>The names of audited actions.</summary>
public static class ActionNames
{
    /// <summary>The name of an operation: "drain node" for <c>drainNode</c>. An unknown id is returned as it is.</summary>
    public static string Of(string action) => Words.ResourceManager.GetString($"Action_{action}", CultureInfo.CurrentUICulture) ?? action;

    /// <summary>Whether the action succeeded.</summary>
    public static bool Succeeded(AuditEntry entry) => entry.Status is >= 200 and < 300;
}
