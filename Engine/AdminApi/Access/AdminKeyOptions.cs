using System.Text;
using Microsoft.Extensions.Options;

namespace AspireChat.Engine.AdminApi.Access;

/// <summary>The key of the admin API and of the inbox, known to the admin node and to whoever steers the cluster.</summary>
public sealed class AdminKeyOptions
{
    /// <summary>Shortest key, in characters.</summary>
    public const int MinimumLength = 32;

    /// <summary>The secret, <c>Chat:AdminKey</c>.</summary>
    public string AdminKey { get; set; } = "";

    internal byte[] KeyBytes => Encoding.UTF8.GetBytes(AdminKey);
}

internal sealed class AdminKeyOptionsValidator : IValidateOptions<AdminKeyOptions>
{
    public ValidateOptionsResult Validate(string? name, AdminKeyOptions options)
    {
        var length = options.AdminKey.Length;
        return length >= AdminKeyOptions.MinimumLength
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Chat:AdminKey {(length == 0 ? "is not set" : $"has {length} characters")}; set it (environment: Chat__AdminKey) to " +
                $"a secret of at least {AdminKeyOptions.MinimumLength} characters, for example from `openssl rand -base64 48`.");
    }
}
