using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using AspireChat.Testing;

namespace AspireChat.AppHost.Tests;

/// <summary>What AppHost.cs declares, without starting it.</summary>
public sealed class ModelTests
{
    private const int DefaultNodes = 3;

    [Theory]
    [InlineData(null, DefaultNodes, DefaultNodes > 8 ? DefaultNodes : 8)]
    [InlineData("1", 1, 8)]
    [InlineData("12", 12, 12)]
    public async Task One_setting_controls_how_many_nodes_start_and_spare_nodes_do_not_start(string? nodes, int started, int declared)
    {
        await using var builder = await CreateAsync(nodes is null ? [] : [$"--ChatNodes={nodes}"]);
        var chatNodes = Named(builder, "chatnode-");

        Assert.Equal(Enumerable.Range(1, declared).Select(number => $"chatnode-{number}"), chatNodes.Select(node => node.Name));
        Assert.Equal(started, chatNodes.Count(node => !node.Annotations.OfType<ExplicitStartupAnnotation>().Any()));
    }

    [Fact]
    public async Task Resources_wait_for_their_dependencies()
    {
        await using var builder = await CreateAsync();

        Assert.Equal(["redis"], WaitsFor(builder, "chatnode-1"));
        Assert.Equal(["redis"], WaitsFor(builder, "chatnode-8"));
        Assert.Equal(["redis"], WaitsFor(builder, "adminnode"));
        Assert.Equal(["redis"], WaitsFor(builder, "web"));
        Assert.Equal(
            ["web", "adminnode", .. Enumerable.Range(1, DefaultNodes).Select(number => $"chatnode-{number}")],
            WaitsFor(builder, "ingress"));
    }

    [Fact]
    public async Task Every_resource_has_a_health_check()
    {
        await using var builder = await CreateAsync();
        var parts = Parts(builder);
        Assert.NotEmpty(parts);
        Assert.All(
            parts,
            one => Assert.Contains(one.Annotations, annotation => annotation is HealthCheckAnnotation));
    }

    [Fact]
    public async Task Every_node_has_its_own_port()
    {
        await using var builder = await CreateAsync();
        var nodes = Named(builder, "chatnode-");
        Assert.NotEmpty(nodes);
        Assert.All(nodes, node =>
        {
            var endpoint = Assert.Single(node.Annotations.OfType<EndpointAnnotation>());
            Assert.Null(endpoint.Port);
            Assert.True(endpoint.IsProxied, "nginx would not find a node again whose port changes with a restart");
        });
    }

    [Fact]
    public async Task Only_the_ingress_is_public()
    {
        await using var builder = await CreateAsync();
        Assert.Equal(
            ["ingress"],
            builder.Resources
                .Where(one => one.Annotations.OfType<EndpointAnnotation>().Any(endpoint => endpoint.IsExternal))
                .Select(one => one.Name));
    }

    [Fact]
    public async Task Keys_are_generated_and_secret()
    {
        await using var builder = await CreateAsync();
        foreach (var name in new[] { "signing-key", "admin-signing-key", "admin-key" })
        {
            var key = Assert.IsType<ParameterResource>(Assert.Single(builder.Resources, one => one.Name == name), exactMatch: false);
            Assert.True(key.Secret);
            Assert.True((await key.GetValueAsync(TestContext.Current.CancellationToken))?.Length >= 32, "too short for HS256");
        }
    }

    [Fact]
    public async Task Each_process_gets_only_the_settings_that_it_reads()
    {
        await using var builder = await CreateAsync("--ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL=");

        string[] all = ["Chat__SigningKey", "ConnectionStrings__redis"];
        Assert.Equal(["Chat__Node__AdminNode", "Chat__Node__Name", .. all], await OwnEnvironmentAsync(builder, "chatnode-1"));
        Assert.Equal(["Chat__AdminKey", "Chat__AdminSigningKey", .. all], await OwnEnvironmentAsync(builder, "adminnode"));
        Assert.Equal(["Chat__AdminSigningKey", .. all], await OwnEnvironmentAsync(builder, "web"));
        Assert.Equal(["ADMIN_NODE", "CHAT_NODES", "NETWORKS", "WEB"], await OwnEnvironmentAsync(builder, "ingress"));
    }

    [Fact]
    public async Task A_second_key_is_passed_to_the_processes_that_check_it()
    {
        await using var builder = await CreateAsync(
            "--ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL=",
            "--Parameters:second-signing-key=another-key-of-more-than-32-characters",
            "--Parameters:second-admin-signing-key=another-admin-key-of-more-than-32-characters");
        string[] admin = ["Chat__SecondAdminSigningKey", "Chat__SecondSigningKey"];
        string[] Second(IEnumerable<string> names) => [.. names.Where(name => name.Contains("Second", StringComparison.Ordinal))];
        Assert.Equal(["Chat__SecondSigningKey"], Second(await OwnEnvironmentAsync(builder, "chatnode-1")));
        Assert.Equal(admin, Second(await OwnEnvironmentAsync(builder, "adminnode")));
        Assert.Equal(admin, Second(await OwnEnvironmentAsync(builder, "web")));
    }

    [Fact]
    public async Task Each_node_can_be_drained_and_killed_from_the_dashboard()
    {
        await using var builder = await CreateAsync();
        var nodes = Named(builder, "chatnode-");
        Assert.NotEmpty(nodes);
        Assert.All(nodes, node => Assert.Subset(
            node.Annotations.OfType<ResourceCommandAnnotation>().Select(command => command.Name).ToHashSet(),
            new HashSet<string> { "connections", "drain", "kill" }));
    }

    [Fact]
    public async Task Drain_and_kill_ask_for_confirmation()
    {
        await using var builder = await CreateAsync();
        var nodes = Named(builder, "chatnode-");
        var commands = nodes
            .SelectMany(node => node.Annotations.OfType<ResourceCommandAnnotation>())
            .Where(one => one.Name is "drain" or "kill")
            .ToList();
        Assert.NotEmpty(nodes);
        Assert.Equal(2 * nodes.Count, commands.Count);
        Assert.All(
            commands,
            command => Assert.False(string.IsNullOrEmpty(command.ConfirmationMessage)));
    }

    [Fact]
    public async Task The_dashboard_shows_the_architecture()
    {
        await using var builder = await CreateAsync();
        var parts = Parts(builder);
        Assert.NotEmpty(parts);
        Assert.All(parts, one => Assert.Single(one.Annotations.OfType<ResourceIconAnnotation>()));
        Assert.Equal(
            parts.Where(one => one.GetType() == typeof(ProjectResource)).Select(one => one.Name),
            parts.Where(one => one.Annotations.OfType<ResourceRelationshipAnnotation>()
                .Any(relation => relation.Type == "Parent" && relation.Resource.Name == "ingress")).Select(one => one.Name));
        var parameters = builder.Resources.OfType<ParameterResource>().ToList();
        Assert.NotEmpty(parameters);
        Assert.All(parameters, one => Assert.False(string.IsNullOrEmpty(one.Description), one.Name));
    }

    private static Task<IDistributedApplicationTestingBuilder> CreateAsync(params string[] settings) =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(settings);

    /// <summary>What runs as a process or in a container.</summary>
    private static List<IResource> Parts(IDistributedApplicationTestingBuilder builder) =>
        [.. builder.Resources.Where(one => one is RedisResource or ContainerResource || one.GetType() == typeof(ProjectResource))];

    private static List<IResource> Named(IDistributedApplicationTestingBuilder builder, string start) =>
        [.. builder.Resources.Where(one =>
            one.Name.StartsWith(start, StringComparison.Ordinal) && one.GetType() == typeof(ProjectResource))];

    /// <summary>The names of a resource's variables, in order, without those by which .NET and Aspire configure every process.</summary>
    private static async Task<IEnumerable<string>> OwnEnvironmentAsync(IDistributedApplicationTestingBuilder builder, string name)
    {
        var context = new EnvironmentCallbackContext(builder.ExecutionContext, builder.Resources.Single(one => one.Name == name));
        foreach (var callback in context.Resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await callback.Callback(context).WaitAsync(Eventually.Bound);
        }

        string[] everywhere = ["OTEL_", "ASPNETCORE_", "DOTNET_", "HTTP_PORTS", "LOGGING__CONSOLE__"];
        return context.EnvironmentVariables.Keys
            .Where(key => !everywhere.Any(start => key.StartsWith(start, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> WaitsFor(IDistributedApplicationTestingBuilder builder, string name) =>
        builder.Resources.Single(one => one.Name == name).Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name);
}
