namespace AspireChat.Web.Client.Chat.Text;

/// <summary>Where a link in a message may lead.</summary>
internal static class LinkAddress
{
    /// <summary>Only absolute addresses of the web and of mail: <c>javascript:</c> would run here, and a relative one seem to be ours.</summary>
    public static bool IsSafe(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto";
}
