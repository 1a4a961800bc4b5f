using Microsoft.Extensions.Options;

namespace AspireChat.ServiceDefaults.Tokens;

/// <summary>The rules for a secret among the settings. An error says in one line how to fix it.</summary>
public static class SecretSetting
{
    /// <summary>Success when the secret is long enough.</summary>
    /// <param name="setting">Its name, <c>Chat:SigningKey</c>.</param>
    /// <param name="length">How long it is, in the unit.</param>
    /// <param name="minimum">How long it must be.</param>
    /// <param name="unit">What is counted: <c>bytes</c>, <c>characters</c>.</param>
    /// <param name="note">More to know about it, with a comma in front; or nothing.</param>
    public static ValidateOptionsResult Validate(string setting, int length, int minimum, string unit, string note = "") =>
        length >= minimum
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{setting} {(length == 0 ? "is not set" : $"has {length} {unit}")}; " +
                $"set it (environment: {setting.Replace(":", "__", StringComparison.Ordinal)}) to " +
                $"a secret of at least {minimum} {unit}{note}, for example from `openssl rand -base64 48`.");
}
