using System.Security.Cryptography;
using AspireChat.LocalCluster.Children;
using AspireChat.LocalCluster.Ports;
using AspireChat.LocalCluster.Roles;

namespace AspireChat.LocalCluster.Telemetry;

/// <summary>
/// The Aspire dashboard, as the <c>aspire</c> CLI runs it (<c>aspire dashboard run</c>,
/// https://aspire.dev/dashboard/standalone/). Its page opens with the link's token; telemetry needs this cluster's key.
/// </summary>
internal sealed class AspireDashboard
{
    public const string Name = "dashboard";

    private readonly string _program;
    private readonly string _token = NewSecret();
    private readonly string _key = NewSecret();

    private AspireDashboard(string program) => _program = program;

    /// <summary>The CLI at the path; without a path the one in PATH, or null.</summary>
    /// <exception cref="CannotStartException">There is no file at the path.</exception>
    public static AspireDashboard? Find(string? path)
    {
        if (path is not null)
        {
            return File.Exists(path)
                ? new AspireDashboard(path)
                : throw new CannotStartException(
                    $"--dashboard {path}: there is no such file; give the path of the aspire CLI, or omit --dashboard.");
        }

        string[] names = OperatingSystem.IsWindows() ? ["aspire.exe", "aspire.cmd"] : ["aspire"];
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(_ => names, Path.Combine)
            .FirstOrDefault(File.Exists);
        return found is null ? null : new AspireDashboard(found);
    }

    /// <summary>How to run it.</summary>
    public ChildSpec Spec(PortPlan ports) => new(
        Name,
        DotnetHost.Path,
        [
            typeof(AspireDashboard).Assembly.Location, DashboardRole.Name, _program,
            "dashboard", "run", "--non-interactive", "--nologo",
            "--frontend-url", Address(ports.Dashboard),
            "--otlp-grpc-url", Address(ports.OtlpGrpc),
            "--otlp-http-url", Address(ports.OtlpHttp),
        ],
        AppContext.BaseDirectory,
        new Dictionary<string, string?>
        {
            // Secrets are in the environment: other users of the machine can read command lines.
            ["DASHBOARD__FRONTEND__BROWSERTOKEN"] = _token,
            ["DASHBOARD__OTLP__AUTHMODE"] = "ApiKey",
            ["DASHBOARD__OTLP__PRIMARYAPIKEY"] = _key,
            ["NO_COLOR"] = "1",
            // If set for other programs, these would take precedence over the options above.
            ["ASPNETCORE_URLS"] = null,
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = null,
            ["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = null,
        });

    /// <summary>Where to send telemetry for this dashboard.</summary>
    public TelemetryTarget Target(PortPlan ports) => new()
    {
        Environment = new Dictionary<string, string?>
        {
            [ConfiguredTarget.EndpointVariable] = Address(ports.OtlpHttp),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={_key}",
            // More often than the defaults (5 s and 60 s), because somebody is watching.
            ["OTEL_BSP_SCHEDULE_DELAY"] = "1000",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "1000",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "2000",
        },
        Page = new Uri(Address(ports.OtlpHttp)),
        PageKey = _key,
        Link = $"http://localhost:{ports.Dashboard.Port}/login?t={_token}",
        Kind = "Aspire dashboard",
    };

    private static string Address(PortReservation port) => $"http://127.0.0.1:{port.Port}";

    private static string NewSecret() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
