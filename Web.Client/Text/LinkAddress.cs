namespace AspireChat.Web.Client.Text;

/// <summary>Decides which links in messages are safe.</summary>
internal static class LinkAddress
{
    /// <summary>
    /// Only absolute web and mail addresses: <c>javascript:</c> would run in this page, and a relative address would look like ours.
    /// </summary>
    public static bool IsSafe(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto";
}
