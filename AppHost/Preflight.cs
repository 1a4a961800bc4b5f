using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AspireChat.AppHost;

/// <summary>
/// What would only show as resources that never become healthy, said at once: no container runtime, a port that is taken.
/// </summary>
internal static class Preflight
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>True when the cluster can be started here; else says on standard error what is in the way.</summary>
    public static bool Passes(IDistributedApplicationBuilder builder, ClusterSettings settings)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return true;
        }

        // Tests let the orchestrator choose the ports.
        var randomPorts = string.Equals(builder.Configuration["DcpPublisher:RandomizePorts"], "true", StringComparison.OrdinalIgnoreCase);
        if (settings.IngressPort is { } port && !randomPorts && IsTaken(port))
        {
            Console.Error.WriteLine($"Cannot start: port {port} is taken; end what uses it, or choose another: IngressPort=8090");
            return false;
        }

        var chosen = builder.Configuration["ASPIRE_CONTAINER_RUNTIME"] ?? builder.Configuration["DOTNET_ASPIRE_CONTAINER_RUNTIME"];
        string[] runtimes = chosen is { Length: > 0 } ? [chosen] : ["docker", "podman"];
        if (!runtimes.Any(Answers))
        {
            Console.Error.WriteLine(
                $"Cannot start: no container runtime answers ({string.Join(", ", runtimes)}); start Docker or Podman, " +
                "or use the cluster that needs none: dotnet run --project LocalCluster");
            return false;
        }

        return true;
    }

    private static bool Answers(string runtime)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(runtime, ["container", "ls", "-n", "1"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            // Read, since a full pipe would stop it.
            _ = process.StandardOutput.ReadToEndAsync();
            _ = process.StandardError.ReadToEndAsync();
            if (process.WaitForExit(Patience))
            {
                return process.ExitCode == 0;
            }

            process.Kill();
            return false;
        }
        catch (Win32Exception)
        {
            return false; // not installed
        }
    }

    private static bool IsTaken(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
