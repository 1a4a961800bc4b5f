using System.Reflection;
using AspireChat.LocalCluster.Roles;

namespace AspireChat.LocalCluster.Children;

/// <summary>How each process of this cluster is run: its program, and its settings as environment variables.</summary>
internal sealed class ChildSpecs(string redis, string signingKey, bool verbose)
{
    private static readonly string Self = typeof(ChildSpecs).Assembly.Location;

    public ChildSpec Node(string name, Uri address) => new(name, Self, [ChatNodeRole.Name, name], new Dictionary<string, string?>(Common(name, address))
    {
        ["Chat__Node__Name"] = name,
        ["ConnectionStrings__redis"] = redis,
    });

    public ChildSpec AdminNode(Uri address) => new(AdminNodeRole.ChildName, Self, [AdminNodeRole.Name], new Dictionary<string, string?>(
        Common(AdminNodeRole.ChildName, address))
    {
        ["Chat__Node__Name"] = AdminNodeRole.ChildName,
        ["ConnectionStrings__redis"] = redis,
    });

    public ChildSpec Web(Uri address)
    {
        var built = typeof(ChildSpecs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "Web").Value!;
        var assembly = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, built));
        return File.Exists(assembly)
            ? new ChildSpec("web", assembly, [], Common("web", address))
            : throw new CannotStartException($"{assembly} is missing; build it: dotnet build Web.");
    }

    private Dictionary<string, string?> Common(string name, Uri address)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority),
            ["ASPNETCORE_HTTP_PORTS"] = null,
            ["ASPNETCORE_HTTPS_PORTS"] = null,
            ["Chat__SigningKey"] = signingKey,
            ["Chat__StopWithParent"] = "true",
            ["OTEL_SERVICE_NAME"] = name,
            // Each watch on settings files takes one of the user's few inotify instances; 64 nodes would need more than there are.
            ["DOTNET_hostBuilder__reloadConfigOnChange"] = "false",
        };
        foreach (var (key, value) in Logging())
        {
            // What the operator set is what they want to see.
            if (Environment.GetEnvironmentVariable(key) is null)
            {
                settings[key] = value;
            }
        }

        return settings;
    }

    private IEnumerable<(string Key, string Value)> Logging() =>
    [
        ("Logging__LogLevel__Default", verbose ? "Information" : "Warning"),
        ("Logging__LogLevel__Microsoft.AspNetCore", "Warning"),
        ("Logging__LogLevel__Microsoft.Hosting.Lifetime", verbose ? "Information" : "Warning"),
        ("Logging__Console__FormatterName", "simple"),
        ("Logging__Console__FormatterOptions__SingleLine", "true"),
        ("Logging__Console__FormatterOptions__ColorBehavior", "Disabled"),
    ];
}
