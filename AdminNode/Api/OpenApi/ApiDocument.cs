using AspireChat.AdminNode.Api.Access;
using AspireChat.AdminNode.Api.Idempotency;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace AspireChat.AdminNode.Api.OpenApi;

/// <summary>
/// The API's OpenAPI document, and a page to read and try it. Both are public: they contain nothing that the repository does not, and a
/// browser cannot send the key when it loads a page.
/// </summary>
internal static class ApiDocument
{
    private const string DocumentPath = ApiRequest.Root + "/openapi.json";
    private const string Key = "adminKey";
    private const string Token = "token";

    /// <summary>
    /// The page comes with all it needs, and people type a key into it. So it connects to nothing else, and nothing can embed it.
    /// </summary>
    private const string PagePolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(openApi =>
    {
        openApi.ShouldInclude = call => call.RelativePath?.StartsWith(ApiRequest.Root[1..], StringComparison.Ordinal) == true;
        openApi.AddDocumentTransformer(Describe);
        openApi.AddOperationTransformer(DescribeIdempotency);
    });

    public static void MapApiDocument(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi(DocumentPath);
        app.MapScalarApiReference($"{ApiRequest.Root}/docs", scalar =>
            {
                scalar.WithTitle("AspireChat admin API").WithOpenApiRoutePattern(DocumentPath).AddPreferredSecuritySchemes([Key])
                    .DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().WithNonce();
                scalar.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            })
            .AddEndpointFilter((call, next) =>
            {
                call.HttpContext.Response.OnStarting(() =>
                {
                    var nonce = call.HttpContext.Items[ScalarOptions.NonceHttpContextItemKey];
                    call.HttpContext.Response.Headers.ContentSecurityPolicy = $"{PagePolicy}; script-src 'self' 'nonce-{nonce}'";
                    return Task.CompletedTask;
                });
                return next(call);
            });
    }

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "AspireChat admin API",
            Version = "v1",
            Description = "Controls the cluster. Times are in Unix milliseconds. "
                + "Errors are problem details (RFC 9457) with a stable `code`.",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Key] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = AdminKeyHandler.Header,
                Description = "The admin key, `Chat:AdminKey`.",
            },
            [Token] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "A token whose `role` is `admin`, such as `POST /session` returns.",
            },
        };
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, document)] = [] },
        ];
        return Task.CompletedTask;
    }

    private static Task DescribeIdempotency(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (!HttpMethods.IsGet(context.Description.HttpMethod!)
            && !context.Description.ActionDescriptor.EndpointMetadata.OfType<NotStoredAttribute>().Any())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = IdempotencyMiddleware.Header,
                In = ParameterLocation.Header,
                Description = "Chosen by the caller. Repeated within 24 hours with the same key, "
                    + "the request is carried out once and gets the same response.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 255 },
            });
        }

        return Task.CompletedTask;
    }
}
