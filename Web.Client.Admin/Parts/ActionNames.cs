using System.Globalization;
using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Language;

namespace AspireChat.Web.Client.Admin.Parts;

/// <summary>Audited actions in words.</summary>
public static class ActionNames
{
    /// <summary>An operation's id as words: <c>drainNode</c> as "drain node". One that the texts lack stays as it is.</summary>
    public static string Of(string action) => Words.ResourceManager.GetString($"Action_{action}", CultureInfo.CurrentUICulture) ?? action;

    /// <summary>Whether it was done.</summary>
    public static bool Succeeded(AuditEntry entry) => entry.Status is >= 200 and < 300;
}
