using System.Text.RegularExpressions;
using AspireChat.AppHost.Tests.Fixtures;
using AspireChat.Testing;

namespace AspireChat.AppHost.Tests;

/// <summary>
/// What is written for Compose and for Kubernetes: each where the AppHost was built with that target, as by Deployment=compose
/// dotnet test.
/// </summary>
public sealed partial class PublishTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_Compose_file_has_the_requested_nodes_and_lists_every_slot_at_the_ingress()
    {
        var compose = await ComposeAsync(nodes: 5);

        Assert.Equal(5, ChatNodeOfCompose().Count(compose));
        Assert.Contains("chatnode-5=chatnode-5:8080 chatnode-6=chatnode-6:8080", compose, StringComparison.Ordinal);
        Assert.Contains("chatnode-8=chatnode-8:8080\"", compose, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Compose_file_refuses_to_start_without_a_secret()
    {
        var compose = await ComposeAsync(nodes: 1);
        Assert.DoesNotContain("${SIGNING_KEY}", compose, StringComparison.Ordinal);
        Assert.DoesNotContain("${ADMIN_SIGNING_KEY}", compose, StringComparison.Ordinal);
        Assert.DoesNotContain("${ADMIN_KEY}", compose, StringComparison.Ordinal);
        Assert.DoesNotContain("${REDIS_PASSWORD}", compose, StringComparison.Ordinal);
        Assert.DoesNotContain("${REDIS_NODE_PASSWORD}", compose, StringComparison.Ordinal);
        Assert.DoesNotContain("${REDIS_ADMINNODE_PASSWORD}", compose, StringComparison.Ordinal);
        Assert.DoesNotContain("${REDIS_WEB_PASSWORD}", compose, StringComparison.Ordinal);
        Assert.Contains("Chat__SigningKey: \"${SIGNING_KEY:?set it in .env", compose, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Compose_file_gives_nodes_time_to_drain_and_Redis_a_persistent_volume()
    {
        var compose = await ComposeAsync(nodes: 1);
        Assert.Contains("stop_grace_period: \"60s\"", compose, StringComparison.Ordinal);
        Assert.Contains("--appendonly yes", compose, StringComparison.Ordinal);
        Assert.DoesNotContain("$(", compose, StringComparison.Ordinal); // Compose would refuse the file.
        Assert.Contains("source: \"redis-data\"", compose, StringComparison.Ordinal);
        Assert.Contains("source: \"attachments\"", compose, StringComparison.Ordinal);
        Assert.Contains("Web__Files__Folder: \"/home/app/files\"", compose, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_service_of_Compose_gets_the_password_of_its_own_Redis_user_only()
    {
        var compose = await ComposeAsync(nodes: 1);
        foreach (var (service, user) in new[] { ("chatnode-1", "node"), ("adminnode", "adminnode"), ("web", "web") })
        {
            var text = compose.Split($"\n  {service}:\n")[1].Split("\n  ").TakeWhile(line => line.StartsWith(' '));
            var variables = text.Where(line => line.Contains("REDIS_", StringComparison.Ordinal)).ToList();
            Assert.Contains(
                $"user={user},password=${{REDIS_{user.ToUpperInvariant()}_PASSWORD:?", Assert.Single(variables), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_services_of_Compose_run_without_root_on_a_read_only_file_system()
    {
        var compose = await ComposeAsync(nodes: 1);
        (string, int)[] users = [("chatnode-1", 1654), ("adminnode", 1654), ("web", 1654), ("ingress", 101), ("redis", 999)];
        foreach (var (service, user) in users)
        {
            var lines = compose.Split($"\n  {service}:\n")[1].Split('\n');
            var text = string.Join('\n', lines.TakeWhile(line => line.StartsWith("   ", StringComparison.Ordinal)));
            Assert.Contains($"user: \"{user}\"", text, StringComparison.Ordinal);
            Assert.Contains("read_only: true", text, StringComparison.Ordinal);
            Assert.Contains("\"/tmp\"", text, StringComparison.Ordinal);
            Assert.Contains("\"ALL\"", text, StringComparison.Ordinal);
            Assert.Contains("no-new-privileges:true", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_pods_run_without_root_on_a_read_only_file_system()
    {
        await PublishAsync("Kubernetes", nodes: 1);
        var templates = Path.Combine(_folder.Path, "templates");
        foreach (var (name, kind, user) in new[]
        {
            ("chatnode-1", "deployment", 1654), ("adminnode", "deployment", 1654), ("web", "deployment", 1654),
            ("ingress", "deployment", 101), ("redis", "statefulset", 999),
        })
        {
            var pod = await File.ReadAllTextAsync(Path.Combine(templates, name, $"{kind}.yaml"));
            Assert.Contains("runAsNonRoot: true", pod, StringComparison.Ordinal);
            Assert.Contains($"runAsUser: {user}", pod, StringComparison.Ordinal);
            Assert.Contains("readOnlyRootFilesystem: true", pod, StringComparison.Ordinal);
            Assert.Contains("allowPrivilegeEscalation: false", pod, StringComparison.Ordinal);
            Assert.Contains("mountPath: \"/tmp\"", pod, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_Helm_chart_has_valid_probes_and_starts_new_nodes_before_stopping_old_ones()
    {
        await PublishAsync("Kubernetes", nodes: 2);
        var templates = Path.Combine(_folder.Path, "templates");
        Assert.Equal(["chatnode-1", "chatnode-2"], Directory.GetDirectories(templates, "chatnode-*").Select(Path.GetFileName).Order());

        var node = await File.ReadAllTextAsync(Path.Combine(templates, "chatnode-1", "deployment.yaml"));
        Assert.Equal(2, node.Split("scheme: \"HTTP\"").Length - 1);
        Assert.Contains("terminationGracePeriodSeconds: 60", node, StringComparison.Ordinal);
        Assert.Contains("maxUnavailable: 0", node, StringComparison.Ordinal);

        var ingress = await File.ReadAllTextAsync(Path.Combine(templates, "ingress", "service.yaml"));
        Assert.Contains("externalTrafficPolicy: \"Local\"", ingress, StringComparison.Ordinal);
        Assert.Contains("port: 80\n", ingress.ReplaceLineEndings("\n"), StringComparison.Ordinal);

        var redis = await File.ReadAllTextAsync(Path.Combine(templates, "redis", "statefulset.yaml"));
        Assert.Contains("persistentVolumeClaim", redis, StringComparison.Ordinal);
    }

    private async Task<string> ComposeAsync(int nodes)
    {
        await PublishAsync("Compose", nodes);
        return await File.ReadAllTextAsync(Path.Combine(_folder.Path, "docker-compose.yaml"));
    }

    private async Task PublishAsync(string deployment, int nodes)
    {
        Assert.SkipUnless(CompiledTarget.Is(deployment), $"built without Deployment={deployment.ToLowerInvariant()}");
        var (exitCode, errors) = await AppHostProcess.RunAsync(
            [
                "--operation", "publish", "--step", "publish", "--output-path", _folder.Path,
                "--Deployment", deployment, "--ChatNodes", $"{nodes}",
            ]);
        Assert.True(exitCode == 0, string.Join('\n', errors));
    }

    [GeneratedRegex("^  chatnode-[0-9]+:", RegexOptions.Multiline)]
    private static partial Regex ChatNodeOfCompose();
}
