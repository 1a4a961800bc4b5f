using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace AspireChat.AppHost;

/// <summary>A container runtime's command, asked what it can do.</summary>
/// <param name="name">docker or podman.</param>
internal sealed class ContainerRuntime(string name)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Whether it is installed and runs, with its daemon where it has one.</summary>
    public bool Answers() => Run("container", "ls", "-n", "1") is not null;

    /// <summary>
    /// Whether Podman lists a network's containers, as Aspire needs it to see that a container is connected. Version 5 does, and so does
    /// an older one behind .ci/containers/podman: so its answer counts, not its version. Docker does.
    /// </summary>
    public bool ListsContainersOfNetworks()
    {
        // The network that every Podman has, also one that is called as docker (Debian's podman-docker). Docker has none of that name.
        if (Run("network", "inspect", "podman") is not { } answer)
        {
            return true;
        }

        try
        {
            using var networks = JsonDocument.Parse(answer);
            return networks.RootElement.ValueKind != JsonValueKind.Array
                || networks.RootElement.EnumerateArray().All(network => network.TryGetProperty("containers", out _));
        }
        catch (JsonException)
        {
            return true;
        }
    }

    /// <summary>What a command wrote, or null if it failed, took too long or is not installed.</summary>
    private string? Run(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(name, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = process.StandardOutput.ReadToEndAsync();
            // Read, since a full pipe would stop it.
            _ = process.StandardError.ReadToEndAsync();
            if (process.WaitForExit(Patience) && output.Wait(Patience))
            {
                return process.ExitCode == 0 ? output.Result : null;
            }

            process.Kill(entireProcessTree: true);
            return null;
        }
        catch (Win32Exception)
        {
            return null; // not installed
        }
    }
}
