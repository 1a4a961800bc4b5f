using System.Text;
using AspireChat.ServiceDefaults.Tokens;
using Microsoft.Extensions.Options;

namespace AspireChat.AdminNode.Api.Access;

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
    public ValidateOptionsResult Validate(string? name, AdminKeyOptions options) =>
        SecretSetting.Validate("Chat:AdminKey", options.AdminKey.Length, AdminKeyOptions.MinimumLength, "characters");
}
