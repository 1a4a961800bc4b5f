using System.Text;
using Microsoft.Extensions.Options;

namespace AspireChat.ServiceDefaults.Tokens;

/// <summary>The key that signs the tokens, shared by all processes of a cluster.</summary>
public sealed class ChatTokenOptions
{
    /// <summary>Shortest key, in bytes of UTF-8: HS256 wants at least as many bits as its hash has (RFC 7518, section 3.2).</summary>
    public const int MinimumKeyBytes = 32;

    /// <summary>The secret, <c>Chat:SigningKey</c>.</summary>
    public string SigningKey { get; set; } = "";

    internal byte[] KeyBytes => Encoding.UTF8.GetBytes(SigningKey);
}

internal sealed class ChatTokenOptionsValidator : IValidateOptions<ChatTokenOptions>
{
    public ValidateOptionsResult Validate(string? name, ChatTokenOptions options) => SecretSetting.Validate(
        "Chat:SigningKey", options.KeyBytes.Length, ChatTokenOptions.MinimumKeyBytes, "bytes", ", the same for all processes");
}
