using System.Reflection;
using AspireChat.LocalCluster.Children;
using AspireChat.LocalCluster.Data;
using AspireChat.LocalCluster.Telemetry;

namespace AspireChat.LocalCluster.Programs;

/// <summary>How each of the project's programs is run: its program, and its settings as environment variables.</summary>
internal sealed class ProgramSpecs(
    string redis, Uri adminNode, ClusterSecrets secrets, string files, TelemetryTarget? telemetry, string? published, bool verbose)
{
    /// <summary>The programs' names, which are those of their projects.</summary>
    public static string[] Names { get; } = ["ChatNode", "AdminNode", "Web"];

    public ChildSpec Node(string name, Uri address) =>
        Dotnet(
            name,
            Assembly("ChatNode"),
            address,
            ("ConnectionStrings__redis", redis),
            ("Chat__Node__Name", name),
            ("Chat__Node__AdminNode", adminNode.ToString()));

    public ChildSpec AdminNode(Uri address) => Dotnet(
        "adminnode",
        Assembly("AdminNode"),
        address,
        ("ConnectionStrings__redis", redis),
        ("Chat__AdminSigningKey", secrets.AdminSigningKey),
        Given("Chat__SecondAdminSigningKey"),
        ("Chat__AdminKey", secrets.AdminKey),
        Given("Chat__SecondAdminKey"));

    public ChildSpec Web(Uri address) =>
        Dotnet(
            "web",
            Assembly("Web"),
            address,
            ("ConnectionStrings__redis", redis),
            ("Chat__AdminSigningKey", secrets.AdminSigningKey),
            Given("Chat__SecondAdminSigningKey"),
            ("Web__BrowserTraces", BrowserTraces()),
            ("Web__Files__Folder", Environment.GetEnvironmentVariable("Web__Files__Folder") ?? files));

    /// <summary>Where a program was published to below <paramref name="folder"/>.</summary>
    public static string Published(string folder, string program) => Path.Combine(folder, program, $"AspireChat.{program}.dll");

    /// <summary>A program as it was published, if it was, or as it was built.</summary>
    private string Assembly(string program) =>
        published is not null && Published(published, program) is var assembly && File.Exists(assembly) ? assembly : Built(program);

    /// <summary>Where a program was built to: written by LocalCluster.csproj, relative to the folder of this assembly.</summary>
    private static string Built(string program)
    {
        var built = typeof(ProgramSpecs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(one => one.Key == $"AspireChat.{program}").Value!;
        var assembly = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, built.Replace('\\', '/')));
        return File.Exists(assembly)
            ? assembly
            : throw new CannotStartException($"{assembly} is missing; build it: dotnet build {program}");
    }

    private static (string Key, string? Value) Given(string variable) => (variable, Environment.GetEnvironmentVariable(variable));

    private string BrowserTraces() => telemetry?.Page is null ? "0" : Environment.GetEnvironmentVariable("Web__BrowserTraces") ?? "1";

    private ChildSpec Dotnet(string name, string assembly, Uri address, params (string Key, string? Value)[] own)
    {
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority),
            ["ASPNETCORE_HTTP_PORTS"] = null,
            ["ASPNETCORE_HTTPS_PORTS"] = null,
            ["Chat__SigningKey"] = secrets.SigningKey,
            // Only for the processes that read them.
            ["Chat__AdminSigningKey"] = null,
            ["Chat__SecondAdminSigningKey"] = null,
            ["Chat__AdminKey"] = null,
            ["Chat__SecondAdminKey"] = null,
            ["Chat__StopWithParent"] = "true",
            ["OTEL_SERVICE_NAME"] = name,
            // Each watch on settings files takes one of the user's few inotify instances; 64 nodes would need more than there are.
            ["DOTNET_hostBuilder__reloadConfigOnChange"] = "false",
        };
        foreach (var (key, value) in telemetry?.Environment ?? new Dictionary<string, string?>())
        {
            environment[key] = value;
        }

        foreach (var (key, value) in own)
        {
            environment[key] = value;
        }

        foreach (var (key, value) in Logging())
        {
            // What the operator set is what they want to see.
            if (Environment.GetEnvironmentVariable(key) is null)
            {
                environment[key] = value;
            }
        }

        return new ChildSpec(name, DotnetHost.Path, [assembly], Path.GetDirectoryName(assembly)!, environment);
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
