using Microsoft.Extensions.Options;

namespace AspireChat.ServiceDefaults.Tokens;

/// <summary>The keys that sign the users' tokens, shared by all processes of a cluster.</summary>
public sealed class ChatTokenOptions
{
    /// <summary>The secret, <c>Chat:SigningKey</c>.</summary>
    public string SigningKey { get; set; } = "";

    /// <summary>Another key that is accepted, but signs nothing: <c>Chat:SecondSigningKey</c>, while the keys are being changed.</summary>
    public string? SecondSigningKey { get; set; }

    /// <summary>All keys that are accepted; the first one signs.</summary>
    public IReadOnlyList<byte[]> Keys => KeySetting.Bytes(SigningKey, SecondSigningKey);
}

internal sealed class ChatTokenOptionsValidator : IValidateOptions<ChatTokenOptions>
{
    public ValidateOptionsResult Validate(string? name, ChatTokenOptions options) =>
        KeySetting.Validate("SigningKey", options.SigningKey, options.SecondSigningKey, ", the same for all processes");
}
