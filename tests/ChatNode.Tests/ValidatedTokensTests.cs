using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.ServiceDefaults.Tokens;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace AspireChat.ChatNode.Tests;

/// <summary>A process validates a token once while it is valid.</summary>
public sealed class ValidatedTokensTests
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly ChatTokens _tokens;
    private readonly ValidatedTokens _validated;

    public ValidatedTokensTests()
    {
        _tokens = new ChatTokens(Options.Create(new ChatTokenOptions { SigningKey = Node.SigningKey }), _time);
        _validated = new ValidatedTokens(_time);
    }

    [Fact]
    public async Task A_valid_token_is_remembered_until_it_expires()
    {
        var (token, _) = _tokens.Issue("ada", "Ada", TimeSpan.FromMinutes(5), role: "admin");
        var first = await ValidateAsync(token);
        Assert.True(first.IsValid);
        var claims = first.ClaimsIdentity.Claims.ToDictionary(claim => claim.Type, claim => claim.Value);
        Assert.Equal(["exp", "iat", "name", "role", "sub"], claims.Keys.Order());
        Assert.Equal(("ada", "Ada", "admin"), (claims["sub"], first.ClaimsIdentity.Name, claims["role"]));
        Assert.Same(first, await ValidateAsync(token));
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.False((await ValidateAsync(token)).IsValid);
        Assert.Equal(0, _validated.Count);
    }

    [Fact]
    public async Task A_token_that_differs_from_a_remembered_one_in_one_character_is_refused()
    {
        var (token, _) = _tokens.Issue("ada", "Ada", TimeSpan.FromMinutes(5));
        Assert.True((await ValidateAsync(token)).IsValid);
        var position = token.LastIndexOf('.') + 5;
        var changed = $"{token[..position]}{(token[position] == 'A' ? 'B' : 'A')}{token[(position + 1)..]}";
        Assert.False((await ValidateAsync(changed)).IsValid);
        Assert.Equal(1, _validated.Count);
    }

    [Fact]
    public async Task Only_so_many_tokens_are_remembered()
    {
        for (var user = 0; user < ValidatedTokens.MaxTokens + 100; user++)
        {
            var (token, _) = _tokens.Issue($"user-{user}", "User", TimeSpan.FromMinutes(5));
            Assert.True((await ValidateAsync(token)).IsValid);
        }

        Assert.InRange(_validated.Count, ValidatedTokens.MaxTokens / 2, ValidatedTokens.MaxTokens);
    }

    private Task<TokenValidationResult> ValidateAsync(string token) => _validated.ValidateTokenAsync(token, _tokens.Validation);
}
