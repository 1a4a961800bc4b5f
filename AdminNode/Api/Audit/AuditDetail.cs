using System.Text.Json;
using System.Text.Json.Nodes;

namespace AspireChat.AdminNode.Api.Audit;

/// <summary>What the audit log keeps of a request's body: shortened, and without secrets.</summary>
internal static class AuditDetail
{
    private const int MaxLength = 1_000;
    private static readonly string[] Secrets = ["secret", "password", "token", "key"];

    /// <summary>Returns null if there is no body, or it is not a JSON object.</summary>
    public static string? Of(ReadOnlySpan<byte> body)
    {
        try
        {
            if (body.IsEmpty || JsonNode.Parse(body) is not JsonObject json)
            {
                return null;
            }

            foreach (var (name, value) in json.ToList())
            {
                if (Secrets.Any(secret => name.Contains(secret, StringComparison.OrdinalIgnoreCase)))
                {
                    json[name] = "…";
                }
                else if (name.Equals("url", StringComparison.OrdinalIgnoreCase) && value is JsonValue text
                    && text.TryGetValue(out string? url))
                {
                    json[name] = HostOf(url);
                }
            }

            var kept = json.ToJsonString();
            return kept.Length <= MaxLength ? kept : string.Concat(kept.AsSpan(0, MaxLength), "…");
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            // Not JSON, or a name occurs twice: the request was refused for it.
            return null;
        }
    }

    /// <summary>A webhook's path is often the secret that protects it, and the part before the host is a name and password.</summary>
    private static string HostOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address)
        ? $"{address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}/…"
        : "…";
}
