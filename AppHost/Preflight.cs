using System.Net;
using System.Net.Sockets;

namespace AspireChat.AppHost;

/// <summary>
/// Finds problems that would otherwise show up as a stack trace or as resources that never become healthy: ports in use, a container
/// runtime that is missing or that Aspire cannot work with.
/// </summary>
internal static class Preflight
{
    /// <summary>True if the cluster can be started here; otherwise reports each problem in one line on standard error.</summary>
    public static bool Passes(IDistributedApplicationBuilder builder, ClusterSettings settings)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return true;
        }

        var problems = PortsInUse(builder, settings).ToList();
        if (problems.Count == 0 && RuntimeProblem(builder) is { } runtime)
        {
            problems.Add(runtime);
        }

        problems.ForEach(problem => Console.Error.WriteLine($"Cannot start: {problem}"));
        return problems.Count == 0;
    }

    private static IEnumerable<string> PortsInUse(IDistributedApplicationBuilder builder, ClusterSettings settings)
    {
        // In tests the orchestrator chooses the ports.
        var randomPorts = string.Equals(builder.Configuration["DcpPublisher:RandomizePorts"], "true", StringComparison.OrdinalIgnoreCase);
        if (settings.IngressPort is { } port && !randomPorts && IsInUse(port))
        {
            yield return $"port {port} is in use; stop the program that uses it, or choose another port: IngressPort=8090";
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
                if (Uri.TryCreate(url, UriKind.Absolute, out var address) && IsInUse(address.Port))
                {
                    yield return $"port {address.Port} ({user}) is in use; stop the program that uses it, perhaps another AppHost, " +
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
            return $"no container runtime is running ({string.Join(", ", names)}); start Docker or Podman, {Alternative}";
        }

        return runtime.ListsContainersOfNetworks()
            ? null
            : "this Podman does not list the containers of a network (podman network inspect), so Aspire would wait for them forever; " +
                $"install Podman 5 or Docker, put the wrapper first in PATH: PATH=\"$PWD/.ci/containers:$PATH\", {Alternative}";
    }

    private static bool IsInUse(int port) =>
        port != 0 && (IsInUse(IPAddress.Loopback, port) || (Socket.OSSupportsIPv6 && IsInUse(IPAddress.IPv6Loopback, port)));

    private static bool IsInUse(IPAddress address, int port)
    {
        try
        {
            using var probe = new TcpListener(address, port);
            probe.Start();
            return false;
        }
        catch (SocketException failed)
        {
            // Other errors, such as a loopback interface without IPv6, do not prevent listening on the other address.
            return failed.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied;
        }
    }
}
