using System.Net;
using System.Net.Sockets;

namespace AspireChat.AppHost;

/// <summary>
/// Finds what would otherwise show as a stack trace or as resources that never become healthy: taken ports, no container runtime, one
/// that Aspire cannot work with.
/// </summary>
internal static class Preflight
{
    /// <summary>True when the cluster can be started here; else says on standard error what is in the way, one line each.</summary>
    public static bool Passes(IDistributedApplicationBuilder builder, ClusterSettings settings)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return true;
        }

        var problems = TakenPorts(builder, settings).ToList();
        if (problems.Count == 0 && RuntimeProblem(builder) is { } runtime)
        {
            problems.Add(runtime);
        }

        problems.ForEach(problem => Console.Error.WriteLine($"Cannot start: {problem}"));
        return problems.Count == 0;
    }

    private static IEnumerable<string> TakenPorts(IDistributedApplicationBuilder builder, ClusterSettings settings)
    {
        // Tests let the orchestrator choose the ports.
        var randomPorts = string.Equals(builder.Configuration["DcpPublisher:RandomizePorts"], "true", StringComparison.OrdinalIgnoreCase);
        if (settings.IngressPort is { } port && !randomPorts && IsTaken(port))
        {
            yield return $"port {port} is taken; end what uses it, or choose another: IngressPort=8090";
        }

        foreach (var (user, setting) in new[]
        {
            ("the dashboard", "ASPNETCORE_URLS"),
            ("the dashboard's telemetry over gRPC", "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"),
            ("the dashboard's telemetry over HTTP", "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"),
            ("the dashboard's resource list", "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"),
        })
        {
            foreach (var url in (builder.Configuration[setting] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                if (Uri.TryCreate(url, UriKind.Absolute, out var address) && IsTaken(address.Port))
                {
                    yield return $"port {address.Port} ({user}) is taken; end what uses it, perhaps another AppHost, " +
                        $"or change {setting} in AppHost/Properties/launchSettings.json";
                }
            }
        }
    }

    private static string? RuntimeProblem(IDistributedApplicationBuilder builder)
    {
        const string Alternative = "or use the cluster that needs no containers: dotnet run --project LocalCluster";
        var chosen = builder.Configuration["ASPIRE_CONTAINER_RUNTIME"] ?? builder.Configuration["DOTNET_ASPIRE_CONTAINER_RUNTIME"];
        string[] names = chosen is { Length: > 0 } ? [chosen] : ["docker", "podman"];
        var runtime = names.Select(name => new ContainerRuntime(name)).FirstOrDefault(one => one.Answers());
        if (runtime is null)
        {
            return $"no container runtime answers ({string.Join(", ", names)}); start Docker or Podman, {Alternative}";
        }

        return runtime.ListsContainersOfNetworks()
            ? null
            : "this Podman does not list the containers of a network (podman network inspect), and Aspire would wait for them for ever; " +
                $"install Podman 5 or Docker, put the wrapper first in PATH: PATH=\"$PWD/.ci/containers:$PATH\", {Alternative}";
    }

    private static bool IsTaken(int port) =>
        port != 0 && (IsTaken(IPAddress.Loopback, port) || (Socket.OSSupportsIPv6 && IsTaken(IPAddress.IPv6Loopback, port)));

    private static bool IsTaken(IPAddress address, int port)
    {
        try
        {
            using var probe = new TcpListener(address, port);
            probe.Start();
            return false;
        }
        catch (SocketException failed)
        {
            // Others, such as no IPv6 on the loopback interface, do not keep anybody from listening on the other address.
            return failed.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied;
        }
    }
}
