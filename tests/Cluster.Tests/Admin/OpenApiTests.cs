using System.Text.Json.Nodes;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary>The OpenAPI document and its page.</summary>
[Collection(nameof(AdminCollection))]
public sealed class OpenApiTests(AdminCluster fixture)
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    [Fact]
    public async Task The_document_lists_every_operation_and_both_ways_to_authenticate()
    {
        using var nobody = AdminClient.Anonymous(fixture.Cluster.Info.Ingress);
        var document = await nobody.GetAsync("openapi.json");
        var schemes = document!["components"]!["securitySchemes"]!;
        Assert.Equal("X-Api-Key", (string?)schemes["adminKey"]!["name"]);
        Assert.Equal("bearer", (string?)schemes["token"]!["scheme"]);
        Assert.Equal(2, document["security"]!.AsArray().Count);

        var calls = document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Where(call => Methods.Contains(call.Key)),
                (path, call) => (Path: path.Key, Call: call.Value!)).ToList();
        Assert.All(calls, call => Assert.StartsWith("/api/admin/v1/", call.Path, StringComparison.Ordinal));
        var ids = calls.Select(call => (string?)call.Call["operationId"]).ToList();
        Assert.DoesNotContain(null, ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Superset(
            new HashSet<string?>
            {
                "openSession", "listAudit", "listWebhooks", "createWebhook", "getWebhook", "changeWebhook", "deleteWebhook", "testWebhook",
                "listDeadLetters",
                "retryDeadLetter", "deleteDeadLetter",
            },
            ids.ToHashSet());
    }

    [Fact]
    public async Task The_page_loads_nothing_from_other_hosts()
    {
        using var nobody = AdminClient.Anonymous(fixture.Cluster.Info.Ingress);
        using var page = await nobody.SendAsync(HttpMethod.Get, "docs/");
        var html = await page.Content.ReadAsStringAsync();
        Assert.True(page.IsSuccessStatusCode, html);
        Assert.Contains("<title>AspireChat admin API</title>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var script = await nobody.SendAsync(HttpMethod.Get, "docs/scalar.js");
        Assert.True(script.IsSuccessStatusCode);
    }
}
