using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary>Creates valid and invalid commands without the cluster's code.</summary>
internal sealed class CommandSigner(string signingKey)
{
    public const string Commands = "chat:commands";

    private readonly byte[] _key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(signingKey), 32, info: Encoding.UTF8.GetBytes("AspireChat commands"));

    public static JsonObject New(string type, JsonObject body, TimeSpan? age = null)
    {
        var at = DateTimeOffset.UtcNow - (age ?? TimeSpan.Zero);
        return new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString("N"),
            ["type"] = type,
            ["issuer"] = "a test",
            ["at"] = at.ToUnixTimeMilliseconds(),
            ["deadline"] = at.AddSeconds(3).ToUnixTimeMilliseconds(),
            ["body"] = body,
        };
    }

    public string Sign(JsonObject command, string channel = Commands) => Sign(command.ToJsonString(), channel);

    public string Sign(string json, string channel = Commands) =>
        $"v1 {Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{channel}\n{json}")))}\n{json}";

    /// <summary>Returns the content of a signed message; null if it is not signed with our key.</summary>
    public JsonNode? Open(string channel, string message)
    {
        var json = message[(message.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        return message == Sign(json, channel) ? JsonNode.Parse(json) : null;
    }
}
