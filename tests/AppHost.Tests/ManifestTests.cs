using AspireChat.AppHost.Tests.Fixtures;
using AspireChat.Testing;

namespace AspireChat.AppHost.Tests;

/// <summary>
/// The plain manifest keeps the rules by which azd refuses, or silently drops, parts of one (Azure/azure-dev,
/// cli/azd/pkg/apphost).
/// </summary>
public sealed class ManifestTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Manifest _manifest = null!;

    // A public port as somebody has it here, which must not reach a platform that has its own.
    public async ValueTask InitializeAsync() => _manifest = await Manifest.WriteAsync(_folder, ("IngressPort", "8090"), ("ChatNodes", "5"));

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void The_manifest_can_be_deployed_by_azd()
    {
        Assert.Equal(5, _manifest.Resources.Count(one => one.Key.StartsWith("chatnode-", StringComparison.Ordinal)));
        Assert.Multiple(
            OnlyKnownTypes,
            EveryBindingIsOneThatContainerAppsHave,
            OnlyTheIngressIsPublicAndRoutedByHost,
            EveryExpressionResolves,
            SecretsAreMadeUp,
            NothingIsDropped,
            EveryPathExists);
    }

    private void OnlyKnownTypes() =>
        Assert.Empty(_manifest.Resources.Select(one => one.Value!["type"]!.GetValue<string>())
            .Except(["project.v0", "container.v0", "container.v1", "parameter.v0", "value.v0"]));

    private void EveryBindingIsOneThatContainerAppsHave()
    {
        var bindings = _manifest.Bindings().ToList();
        Assert.NotEmpty(bindings);
        Assert.All(bindings, binding =>
        {
            Assert.True(binding.Transport is "http" or "http2" or "tcp", $"{binding} has no transport of the platform");
            Assert.NotNull(binding.TargetPort);
            if (binding.IsHttp)
            {
                Assert.True(binding.Port is null or 80, $"{binding} has a port that the platform refuses");
            }
        });
    }

    private void OnlyTheIngressIsPublicAndRoutedByHost()
    {
        // What is http is routed by the Host header, and the ingress hands on the public one.
        Assert.Equal(["ingress"], _manifest.Bindings().Where(binding => binding.External).Select(binding => binding.Resource));
        Assert.Equal(["ingress"], _manifest.Bindings().Where(binding => binding.IsHttp).Select(binding => binding.Resource));
    }

    private void EveryExpressionResolves()
    {
        var expressions = _manifest.Expressions().ToList();
        Assert.Contains("chatnode-5.bindings.http.host", expressions);
        Assert.All(expressions, expression => Assert.True(_manifest.Resolves(expression), $"{{{expression}}} stands for nothing"));
    }

    private void SecretsAreMadeUp()
    {
        var parameters = _manifest.OfType("parameter.v0").ToList();
        Assert.Equal([
                "admin-key", "admin-signing-key", "redis-adminnode-password", "redis-node-password", "redis-password", "redis-web-password",
                "signing-key",
            ],
            parameters.Select(one => one.Name).Order());
        Assert.All(parameters, one =>
        {
            var input = one.Resource["inputs"]!["value"]!;
            Assert.True(input["secret"]!.GetValue<bool>());
            Assert.True(input["default"]!["generate"]!["minLength"]!.GetValue<int>() >= 22);
            Assert.Null(input["default"]!["value"]);
        });
    }

    private void NothingIsDropped()
    {
        var environment = _manifest.Environment().ToList();
        Assert.NotEmpty(environment);
        Assert.All(environment, variable => Assert.True(variable.Value.Length > 0, $"{variable.Name} is empty"));
        Assert.All(_manifest.Resources, one =>
        {
            // azd writes an entrypoint only together with arguments, refuses secrets in arguments, and mounts folders of this
            // machine only behind a feature flag that is off.
            Assert.True(one.Value!["entrypoint"] is null || one.Value["args"]!.AsArray().Count > 0, $"{one.Key} loses its entrypoint");
            Assert.DoesNotContain(
                one.Value["args"]?.AsArray() ?? [], argument => argument!.GetValue<string>().Contains('{', StringComparison.Ordinal));
            Assert.Null(one.Value["bindMounts"]);
        });
        Assert.Equal(
            "redis-data",
            Assert.Single(_manifest.Resources.SelectMany(one => one.Value!["volumes"]?.AsArray() ?? []))!["name"]!.GetValue<string>());
    }

    private void EveryPathExists()
    {
        var projects = _manifest.OfType("project.v0").ToList();
        Assert.NotEmpty(projects);
        Assert.All(projects, one => Assert.True(File.Exists(InFolder(one.Resource["path"]!.GetValue<string>()))));
        var build = Assert.Single(_manifest.OfType("container.v1")).Resource["build"]!;
        Assert.True(File.Exists(InFolder(build["dockerfile"]!.GetValue<string>())));
        Assert.True(File.Exists(Path.Combine(InFolder(build["context"]!.GetValue<string>()), "nginx.conf.template")));
    }

    private string InFolder(string path) => Path.GetFullPath(path, _manifest.Folder);
}
