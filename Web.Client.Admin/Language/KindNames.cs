using System.Globalization;

namespace AspireChat.Web.Client.Admin.Language;

/// <summary>The names of the kinds of events that a webhook can have.</summary>
public static class KindNames
{
    /// <summary>The name of a kind, such as "a node went down" for <c>node-down</c>. An unknown kind is returned as it is.</summary>
    public static string Of(string kind) =>
        Words.ResourceManager.GetString($"Kind_{kind.Replace('-', '_')}", CultureInfo.CurrentUICulture) ?? kind;
}
