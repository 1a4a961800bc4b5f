using System.Net;
using System.Net.Sockets;
using AspireChat.AppHost.Tests.Fixtures;

namespace AspireChat.AppHost.Tests;

/// <summary>What cannot work is said in one line.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("ChatNodes", "0", "Cannot start: ChatNodes is \"0\"; set it to a number from 1 to 64.")]
    [InlineData("ChatNodes", "three", "Cannot start: ChatNodes is \"three\"; set it to a number from 1 to 64.")]
    [InlineData("ChatNodes", "65", "Cannot start: ChatNodes is \"65\"; set it to a number from 1 to 64.")]
    [InlineData("IngressPort", "99999", "Cannot start: IngressPort is \"99999\"; set it to a number from 0 to 65535.")]
    [InlineData("Deployment", "none", "Cannot start: Deployment is \"none\"; set it to azure, compose, kubernetes.")]
    [InlineData("Deployment", "moon", "Cannot start: Deployment is \"moon\"; set it to azure, compose, kubernetes.")]
    [InlineData("ASPIRE_CONTAINER_RUNTIME", "no-such-runtime", "Cannot start: no container runtime answers (no-such-runtime); ")]
    public async Task A_wrong_setting_is_named_in_one_line(string setting, string value, string line)
    {
        var (exitCode, errors) = await AppHostProcess.RunAsync([], (setting, value));
        Assert.Equal(2, exitCode);
        Assert.StartsWith(line, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("azure", "Deployment=azure azd up")]
    [InlineData("Compose", "Deployment=compose aspire publish --apphost AppHost/AppHost.csproj -o ./compose")]
    [InlineData("KUBERNETES", "Deployment=kubernetes aspire publish --apphost AppHost/AppHost.csproj -o ./kubernetes")]
    public async Task A_target_that_was_not_compiled_in_is_refused_with_the_command_that_does_it(string target, string command)
    {
        Assert.SkipUnless(CompiledTarget.Is("PlainManifest"), "built with Deployment set");
        foreach (var publish in new[] { "--operation publish --step publish", "--publisher manifest" })
        {
            var (exitCode, errors) = await AppHostProcess.RunAsync(publish.Split(' '), ("Deployment", target));
            Assert.Equal(2, exitCode);
            Assert.Equal(
                $"Cannot publish: this AppHost was built without the target {target.ToLowerInvariant()}; "
                + $"build and publish with the variable in the environment: {command}",
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
        Assert.StartsWith("Cannot publish: no target is chosen; choose azure, compose or kubernetes in the environment: Deployment=", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_named_in_one_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (exitCode, errors) = await AppHostProcess.RunAsync([], ("IngressPort", $"{port}"));
        Assert.Equal(2, exitCode);
        Assert.StartsWith($"Cannot start: port {port} is taken; ", Assert.Single(errors), StringComparison.Ordinal);
    }
}
