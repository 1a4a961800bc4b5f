using Microsoft.Extensions.Options;

namespace AspireChat.ServiceDefaults.Tokens;

/// <summary>The tokens for the admin API, signed with <c>Chat:AdminSigningKey</c>.</summary>
public sealed class AdminTokens(IOptions<AdminTokenOptions> options, TimeProvider time) : SignedTokens(options.Value.Keys, time);
