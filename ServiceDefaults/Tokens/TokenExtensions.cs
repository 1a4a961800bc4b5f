using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AspireChat.ServiceDefaults.Tokens;

/// <summary>Registers what issues and checks tokens.</summary>
public static class TokenExtensions
{
    /// <summary>Adds <see cref="ChatTokens"/>. The start fails without a <c>Chat:SigningKey</c> of at least 32 bytes.</summary>
    public static void AddChatTokens(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<ChatTokens>();
        builder.Services.TryAddSingleton<IValidateOptions<ChatTokenOptions>, ChatTokenOptionsValidator>();
        builder.Services.AddOptions<ChatTokenOptions>().Bind(builder.Configuration.GetSection("Chat")).ValidateOnStart();
    }

    /// <summary>Adds <see cref="AdminTokens"/>. The start fails without a <c>Chat:AdminSigningKey</c> of its own.</summary>
    public static void AddAdminTokens(this IHostApplicationBuilder builder)
    {
        builder.AddChatTokens();
        builder.Services.TryAddSingleton<AdminTokens>();
        builder.Services.TryAddSingleton<IValidateOptions<AdminTokenOptions>, AdminTokenOptionsValidator>();
        builder.Services.AddOptions<AdminTokenOptions>().Bind(builder.Configuration.GetSection("Chat")).ValidateOnStart();
    }

    /// <summary>Adds bearer authentication by <see cref="AdminTokens"/>.</summary>
    public static void AddAdminAuthentication(this IHostApplicationBuilder builder)
    {
        builder.AddAdminTokens();
        builder.AddBearer<AdminTokens>(queryTokenPath: null);
    }

    /// <summary>
    /// Adds bearer authentication by <see cref="ChatTokens"/>. On one path the token may also come as the query parameter
    /// <c>access_token</c>, since a browser cannot set headers on a WebSocket or an EventSource.
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <param name="queryTokenPath">The only path whose query may hold a token; null: none.</param>
    public static void AddChatAuthentication(this IHostApplicationBuilder builder, string? queryTokenPath = null)
    {
        builder.AddChatTokens();
        builder.AddBearer<ChatTokens>(queryTokenPath);
    }

    private static void AddBearer<TTokens>(this IHostApplicationBuilder builder, string? queryTokenPath)
        where TTokens : SignedTokens
    {
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        var bearers = builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme);
        bearers.Configure<TTokens, TimeProvider>((bearer, tokens, time) =>
        {
            bearer.TokenHandlers.Clear();
            bearer.TokenHandlers.Add(new ValidatedTokens(time));
            bearer.SaveToken = false;
            bearer.TokenValidationParameters = tokens.Validation;
            bearer.Events = new JwtBearerEvents
            {
                OnMessageReceived = context =>
                {
                    if (queryTokenPath is not null
                        && context.HttpContext.Request.Path.StartsWithSegments(queryTokenPath, StringComparison.OrdinalIgnoreCase)
                        && context.Request.Query["access_token"].ToString() is { Length: > 0 } token)
                    {
                        context.Token = token;
                    }

                    return Task.CompletedTask;
                },
            };
        });
        builder.Services.AddAuthorization();
    }
}
