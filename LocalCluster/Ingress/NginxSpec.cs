using AspireChat.LocalCluster.Children;
using AspireChat.LocalCluster.Telemetry;

namespace AspireChat.LocalCluster.Ingress;

/// <summary>How this machine's nginx is run: by Ingress/start.sh, as in the container image.</summary>
internal static class NginxSpec
{
    /// <summary>Where an administrator's programs lie, which a user's PATH often leaves out.</summary>
    private static readonly string[] MoreFolders = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"];

    /// <summary>So that nobody waits for all the rest first.</summary>
    /// <exception cref="CannotStartException">There is no nginx here.</exception>
    public static void EnsureInstalled() => _ = PathWithNginx();

    /// <exception cref="CannotStartException">There is no nginx here.</exception>
    public static ChildSpec Create(
        string data, int port, IReadOnlyList<IngressSlot> slots, Uri adminNode, Uri web, TelemetryTarget? telemetry)
    {
        var scripts = Path.Combine(AppContext.BaseDirectory, "Ingress");
        return new ChildSpec("nginx", "/bin/sh", [Path.Combine(scripts, "start.sh")], scripts, new Dictionary<string, string?>
        {
            ["PATH"] = PathWithNginx(),
            ["CHAT_NODES"] = string.Join(' ', slots.Select(slot => $"{slot.Name}={slot.Address.Authority}")),
            ["WEB"] = web.GetLeftPart(UriPartial.Authority),
            ["ADMIN_NODE"] = adminNode.GetLeftPart(UriPartial.Authority),
            ["TELEMETRY"] = telemetry?.Page is { } page ? $"{page.Scheme}://{page.Host}:{page.Port}" : null,
            ["TELEMETRY_KEY"] = telemetry?.PageKey,
            ["NETWORKS"] = "on",
            ["LISTEN"] = System.Net.Sockets.Socket.OSSupportsIPv6 ? $"127.0.0.1:{port} [::1]:{port}" : $"127.0.0.1:{port}",
            ["DATA"] = data,
            ["FOLLOW_SECONDS"] = "1",
            ["STOP_WITH_PARENT"] = "on",
        });
    }

    private static string PathWithNginx()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(MoreFolders).ToList();
        return !OperatingSystem.IsWindows() && folders.Exists(folder => File.Exists(Path.Combine(folder, "nginx")))
            ? string.Join(Path.PathSeparator, folders)
            : throw new CannotStartException(
                "nginx is not on this machine; install it (Debian: apt-get install nginx), or use --ingress yarp.");
    }
}
