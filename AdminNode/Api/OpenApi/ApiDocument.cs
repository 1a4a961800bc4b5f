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
/// The API's OpenAPI document, and a page to read and try it. Both are open to everybody: they hold nothing that the repository does not,
/// and a browser cannot send the key when it loads a page.
/// </summary>
internal static class ApiDocument
{
    private const string DocumentPath = ApiRequest.Root + "/openapi.json";
    private const string Key = "adminKey";
    private const string Token = "token";

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
                    .DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp();
                scalar.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            })
            .AddEndpointFilter((call, next) =>
            {
                // The page comes with all it needs; it has a key typed into it, so it shall talk to nobody else.
                call.HttpContext.Response.Headers.ContentSecurityPolicy =
                    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
                    + "img-src 'self' data:; font-src 'self' data:";
                return next(call);
            });
    }

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "AspireChat admin API",
            Version = "v1",
            Description = "Steers the cluster. Times are Unix milliseconds. Errors are problem details (RFC 9457) with a stable `code`.",
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
                Description = "A token whose `role` is `admin`, such as `POST /session` gives.",
            },
        };
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, document)] = [] },
        ];
        return Task.CompletedTask;
    }

    private static Task DescribeIdempotency(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (!HttpMethods.IsGet(context.Description.HttpMethod!)
            && !context.Description.ActionDescriptor.EndpointMetadata.OfType<NotStoredAttribute>().Any())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = IdempotencyMiddleware.Header,
                In = ParameterLocation.Header,
                Description = "Of the caller's choice. The same request with the same key, within 24 hours, is carried out once and answered alike.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 255 },
            });
        }

        return Task.CompletedTask;
    }
}
