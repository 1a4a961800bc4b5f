using System.Text.Json;
using System.Text.Json.Nodes;

namespace AspireChat.AdminNode.Api.Audit;

/// <summary>What the audit log keeps of a request's body: shortened, and without secrets.</summary>
internal static class AuditDetail
{
    private const int Longest = 1_000;
    private static readonly string[] Secrets = ["secret", "password", "token", "key"];

    /// <summary>Null without a body, or when it is no JSON object.</summary>
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
                else if (name.Equals("url", StringComparison.OrdinalIgnoreCase) && value is JsonValue text && text.TryGetValue(out string? url))
                {
                    // The path of a webhook is often the secret that protects it.
                    json[name] = Uri.TryCreate(url, UriKind.Absolute, out var address) ? $"{address.GetLeftPart(UriPartial.Authority)}/…" : "…";
                }
            }

            var kept = json.ToJsonString();
            return kept.Length <= Longest ? kept : string.Concat(kept.AsSpan(0, Longest), "…");
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            // Not JSON, or a name twice: the request was refused for it.
            return null;
        }
    }
}
