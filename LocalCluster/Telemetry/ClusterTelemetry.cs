using AspireChat.LocalCluster.Children;
using AspireChat.LocalCluster.Options;
using AspireChat.LocalCluster.Ports;

namespace AspireChat.LocalCluster.Telemetry;

/// <summary>Where this cluster's telemetry goes: to the receiver that the environment names, or to its own dashboard, or nowhere.</summary>
internal sealed class ClusterTelemetry
{
    private readonly bool _isRequired;

    private ClusterTelemetry(TelemetryTarget? target, ClusterPart? dashboard, bool isRequired)
    {
        (Target, Dashboard, _isRequired) = (target, dashboard, isRequired);
    }

    /// <summary>Null: nowhere.</summary>
    public TelemetryTarget? Target { get; private set; }

    /// <summary>Null: no dashboard.</summary>
    public ClusterPart? Dashboard { get; private set; }

    /// <summary>Chooses; nothing runs yet.</summary>
    /// <exception cref="CannotStartException">What was requested is missing or contradictory.</exception>
    public static ClusterTelemetry Choose(ClusterOptions options, PortPlan ports, HealthProbe health, ChildProcesses children)
    {
        if (ConfiguredTarget.Find(Environment.GetEnvironmentVariable) is { } configured)
        {
            return options.Dashboard is null
                ? new ClusterTelemetry(configured, dashboard: null, isRequired: true)
                : throw new CannotStartException($"{ConfiguredTarget.EndpointVariable} and --dashboard are both set; choose one.");
        }

        var dashboard = options.NoDashboard ? null : AspireDashboard.Find(options.Dashboard);
        return dashboard is null ? new ClusterTelemetry(target: null, dashboard: null, isRequired: false) : new ClusterTelemetry(
            dashboard.Target(ports),
            new ClusterPart(AspireDashboard.Name, ports.Dashboard, () => dashboard.Spec(ports), health.AnswersAsync, children),
            isRequired: options.Dashboard is not null);
    }

    /// <summary>Starts the dashboard, if there is one. The cluster goes on without a dashboard that was found in PATH but fails.</summary>
    /// <exception cref="CannotStartException">A dashboard that was requested does not start.</exception>
    public async Task StartAsync(PortPlan ports, ClusterOutput output, CancellationToken cancellationToken)
    {
        if (Dashboard is not { } dashboard)
        {
            return;
        }

        try
        {
            ports.OtlpGrpc.Dispose();
            ports.OtlpHttp.Dispose();
            await Readiness.UntilAsync(
                () => dashboard.IsUpAsync(cancellationToken), dashboard.Start(), "The dashboard does not answer", cancellationToken);
            output.Say($"{AspireDashboard.Name,-11} ready");
        }
        catch (CannotStartException problem) when (!_isRequired && !cancellationToken.IsCancellationRequested)
        {
            output.Say($"No dashboard: {problem.Message} To start without one, use --dashboard off.");
            (Target, Dashboard) = (null, null);
        }
    }
}
