using Microsoft.Extensions.Options;

namespace AspireChat.ServiceDefaults.Tokens;

/// <summary>
/// The keys that sign the tokens for the admin API. Only the admin node and Web have them, so no chat node can make an admin.
/// </summary>
public sealed class AdminTokenOptions
{
    /// <summary>The secret, <c>Chat:AdminSigningKey</c>.</summary>
    public string AdminSigningKey { get; set; } = "";

    /// <summary>Another key that is accepted, but signs nothing: <c>Chat:SecondAdminSigningKey</c>.</summary>
    public string? SecondAdminSigningKey { get; set; }

    /// <summary>All keys that are accepted; the first one signs.</summary>
    public IReadOnlyList<byte[]> Keys => KeySetting.Bytes(AdminSigningKey, SecondAdminSigningKey);
}

internal sealed class AdminTokenOptionsValidator(IOptions<ChatTokenOptions> users) : IValidateOptions<AdminTokenOptions>
{
    public ValidateOptionsResult Validate(string? name, AdminTokenOptions options)
    {
        string?[] known = [users.Value.SigningKey, users.Value.SecondSigningKey];
        return known.Any(key => !string.IsNullOrEmpty(key) && (key == options.AdminSigningKey || key == options.SecondAdminSigningKey))
            ? ValidateOptionsResult.Fail(
                "Chat:AdminSigningKey is also Chat:SigningKey, which every process has; set it to another secret, for example from "
                + "`openssl rand -base64 48`.")
            : KeySetting.Validate(
                "AdminSigningKey", options.AdminSigningKey, options.SecondAdminSigningKey, ", the same for the admin node and Web");
    }
}
