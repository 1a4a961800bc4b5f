using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace AspireChat.AppHost;

/// <summary>Finds out what a container runtime can do, by running its command.</summary>
/// <param name="name">docker or podman.</param>
internal sealed class ContainerRuntime(string name)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>Whether it is installed and running, with its daemon if it has one.</summary>
    public bool Answers() => Run("container", "ls", "-n", "1") is not null;

    /// <summary>
    /// Whether it lists a network's containers, which Aspire needs to see that a container is connected. Docker does, and so does
    /// Podman 5. An older Podman behind .ci/containers/podman does too, so this looks at the output and not at the version.
    /// </summary>
    public bool ListsContainersOfNetworks()
    {
        // Every Podman has this network, also one that is called as docker (Debian's podman-docker). Docker has none of that name. If it is
        // missing, or the output has another form, assume that this runtime works.
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

    /// <summary>Returns a command's output, or null if it failed, took too long or is not installed.</summary>
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
            // Drain it: a full pipe would block the process.
            _ = process.StandardError.ReadToEndAsync();
            if (process.WaitForExit(Timeout) && output.Wait(Timeout))
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
