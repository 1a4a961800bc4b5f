using System.Buffers.Binary;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using AspireChat.Contracts;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AspireChat.ServiceDefaults.Tokens;

/// <summary>
/// Validates tokens and remembers the valid ones until they expire: a client that polls, or returns after its node died, sends the same
/// token again. Only what a token says about itself is remembered. Whether its session was revoked or its user banned is decided
/// afterwards, for each request. Of the token's claims only those that are used are kept, since connections hold them for hours.
/// Thread-safe.
/// </summary>
internal sealed class ValidatedTokens(TimeProvider time) : TokenHandler
{
    /// <summary>Maximum number of tokens that are remembered.</summary>
    public const int MaxTokens = 20_000;

    private static readonly string[] UsedClaims = ["sub", ChatProtocol.NameClaim, ChatProtocol.RoleClaim, "iat", "exp", "auth_time"];

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly Lock _gate = new();

    // Two generations: when the young one is full, it becomes the old one. A token that is used again becomes young again.
    private Dictionary<TokenHash, TokenValidationResult> _young = [];
    private Dictionary<TokenHash, TokenValidationResult> _old = [];

    /// <summary>How many tokens are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _young.Count + _old.Count;
            }
        }
    }

    /// <inheritdoc />
    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var hash = TokenHash.Of(token);
        if (Find(hash, validationParameters.ClockSkew) is { } known)
        {
            return known;
        }

        var result = await _handler.ValidateTokenAsync(token, validationParameters);
        if (!result.IsValid)
        {
            return result;
        }

        var trimmed = new TokenValidationResult
        {
            IsValid = true,
            ClaimsIdentity = Trim(result.ClaimsIdentity),
            SecurityToken = new ExpiringToken(result.SecurityToken.ValidFrom, result.SecurityToken.ValidTo),
        };
        Remember(hash, trimmed);
        return trimmed;
    }

    /// <inheritdoc />
    public override SecurityToken ReadToken(string token) => _handler.ReadToken(token);

    private static ClaimsIdentity Trim(ClaimsIdentity all) => new(
        UsedClaims.Select(all.FindFirst).OfType<Claim>().Select(claim => new Claim(claim.Type, claim.Value, claim.ValueType)),
        all.AuthenticationType, all.NameClaimType, all.RoleClaimType);

    private TokenValidationResult? Find(TokenHash hash, TimeSpan clockSkew)
    {
        lock (_gate)
        {
            if (!_young.TryGetValue(hash, out var known))
            {
                if (!_old.Remove(hash, out known))
                {
                    return null;
                }

                Add(hash, known);
            }

            if (time.GetUtcNow().UtcDateTime <= known.SecurityToken.ValidTo + clockSkew)
            {
                return known;
            }

            _young.Remove(hash);
            return null;
        }
    }

    private void Remember(TokenHash hash, TokenValidationResult result)
    {
        lock (_gate)
        {
            _old.Remove(hash);
            Add(hash, result);
        }
    }

    private void Add(TokenHash hash, TokenValidationResult result)
    {
        if (_young.Count >= MaxTokens / 2)
        {
            (_old, _young) = (_young, []);
        }

        _young[hash] = result;
    }

    /// <summary>SHA-256 of a token: so that no token can be found in the memory of the process, and a key is small.</summary>
    private readonly record struct TokenHash(UInt128 First, UInt128 Second)
    {
        public static TokenHash Of(string token)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(Encoding.UTF8.GetBytes(token), hash);
            return new TokenHash(BinaryPrimitives.ReadUInt128LittleEndian(hash), BinaryPrimitives.ReadUInt128LittleEndian(hash[16..]));
        }
    }

    /// <summary>What is left of a validated token: when it expires.</summary>
    private sealed class ExpiringToken(DateTime validFrom, DateTime validTo) : SecurityToken
    {
        public override string Id => "";

        public override string Issuer => ChatTokens.Issuer;

        public override SecurityKey? SecurityKey => null;

        public override SecurityKey? SigningKey { get; set; }

        public override DateTime ValidFrom => validFrom;

        public override DateTime ValidTo => validTo;
    }
}
