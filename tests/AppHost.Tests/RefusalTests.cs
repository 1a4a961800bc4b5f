using System.Net;
using System.Net.Sockets;
using AspireChat.AppHost.Tests.Fixtures;

namespace AspireChat.AppHost.Tests;

/// <summary>A start that cannot work is refused with one line that says why.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("ChatNodes", "0", "Cannot start: ChatNodes is \"0\"; set it to a number from 1 to 64.")]
    [InlineData("ChatNodes", "three", "Cannot start: ChatNodes is \"three\"; set it to a number from 1 to 64.")]
    [InlineData("ChatNodes", "65", "Cannot start: ChatNodes is \"65\"; set it to a number from 1 to 64.")]
    [InlineData("IngressPort", "99999", "Cannot start: IngressPort is \"99999\"; set it to a number from 0 to 65535.")]
    [InlineData("Deployment", "none", "Cannot start: Deployment is \"none\"; set it to azure, compose or kubernetes.")]
    [InlineData("Deployment", "moon", "Cannot start: Deployment is \"moon\"; set it to azure, compose or kubernetes.")]
    [InlineData("ASPIRE_CONTAINER_RUNTIME", "no-such-runtime", "Cannot start: no container runtime is running (no-such-runtime); ")]
    public async Task An_invalid_setting_is_reported_in_one_line(string setting, string value, string line)
    {
        var (exitCode, errors) = await AppHostProcess.RunAsync([], ("IngressPort", "0"), (setting, value));
        Assert.Equal(2, exitCode);
        Assert.StartsWith(line, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("azure", "Deployment=azure azd up")]
    [InlineData("Compose", "Deployment=compose aspire publish --apphost AppHost/AppHost.csproj -o ./compose")]
    [InlineData("KUBERNETES", "Deployment=kubernetes aspire publish --apphost AppHost/AppHost.csproj -o ./kubernetes")]
    public async Task Publishing_for_a_target_that_was_not_compiled_in_names_the_right_command(string target, string command)
    {
        Assert.SkipUnless(CompiledTarget.Is("PlainManifest"), "built with Deployment set");
        foreach (var publish in new[] { "--operation publish --step publish", "--publisher manifest" })
        {
            var (exitCode, errors) = await AppHostProcess.RunAsync(publish.Split(' '), ("Deployment", target));
            Assert.Equal(2, exitCode);
            Assert.Equal(
                $"Cannot publish: this AppHost was built without the target {target.ToLowerInvariant()}; "
                + $"build and publish with the environment variable Deployment: {command}",
                Assert.Single(errors));
        }
    }

    [Theory]
    [InlineData("--step publish")]
    [InlineData("--step deploy")]
    [InlineData("--output-path ./published")]
    public async Task Publishing_without_a_target_is_refused(string arguments)
    {
        Assert.SkipUnless(CompiledTarget.Is("PlainManifest"), "built with Deployment set");
        var (exitCode, errors) = await AppHostProcess.RunAsync(["--operation", "publish", .. arguments.Split(' ')]);
        Assert.Equal(2, exitCode);
        Assert.StartsWith(
            "Cannot publish: no target is chosen; set the environment variable Deployment to azure, compose or kubernetes: Deployment=",
            Assert.Single(errors),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_reported_in_one_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (exitCode, errors) = await AppHostProcess.RunAsync([], ("IngressPort", $"{port}"));
        Assert.Equal(2, exitCode);
        Assert.StartsWith($"Cannot start: port {port} is in use; ", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ASPNETCORE_URLS", "the dashboard")]
    [InlineData("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "the dashboard's telemetry over gRPC")]
    [InlineData("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "the dashboard's telemetry over HTTP")]
    [InlineData("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", "the dashboard's resource list")]
    public async Task A_dashboard_port_in_use_is_reported_in_one_line(string setting, string user)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (exitCode, errors) = await AppHostProcess.RunAsync([], ("IngressPort", "0"), (setting, $"http://localhost:{port}"));
        Assert.Equal(2, exitCode);
        Assert.StartsWith($"Cannot start: port {port} ({user}) is in use; ", Assert.Single(errors), StringComparison.Ordinal);
        Assert.Contains(setting, errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_port_in_use_is_reported()
    {
        using TcpListener ingress = new(IPAddress.Loopback, 0), dashboard = new(IPAddress.Loopback, 0);
        ingress.Start();
        dashboard.Start();
        var ports = new[] { ingress, dashboard }.Select(one => ((IPEndPoint)one.LocalEndpoint).Port).ToArray();

        var (exitCode, errors) = await AppHostProcess.RunAsync(
            [], ("IngressPort", $"{ports[0]}"), ("ASPNETCORE_URLS", $"http://localhost:{ports[1]}"));
        Assert.Equal(2, exitCode);
        Assert.Collection(
            errors,
            line => Assert.StartsWith($"Cannot start: port {ports[0]} is in use; ", line, StringComparison.Ordinal),
            line => Assert.StartsWith($"Cannot start: port {ports[1]} (the dashboard) is in use; ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_Podman_that_does_not_list_the_containers_of_a_network_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        var folder = Directory.CreateTempSubdirectory("aspirechat-podman-");
        try
        {
            // Prints what Podman 4 does.
            var podman = Path.Combine(folder.FullName, "podman");
            await File.WriteAllTextAsync(podman, """
                #!/bin/sh
                [ "$1" != network ] || echo '[{"name": "podman", "driver": "bridge", "subnets": []}]'
                """);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(podman, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            var (exitCode, errors) = await AppHostProcess.RunAsync(
                [],
                ("IngressPort", "0"),
                ("ASPIRE_CONTAINER_RUNTIME", "podman"),
                ("PATH", $"{folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}"));
            Assert.Equal(2, exitCode);
            Assert.StartsWith(
                "Cannot start: this Podman does not list the containers of a network (podman network inspect)",
                Assert.Single(errors),
                StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
