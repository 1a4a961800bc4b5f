using AspireChat.LocalCluster.Children;
using AspireChat.LocalCluster.Options;
using AspireChat.LocalCluster.Ports;
using AspireChat.LocalCluster.Terminal;

namespace AspireChat.LocalCluster.Telemetry;

/// <summary>Where this cluster's telemetry goes: what the environment names, else a dashboard of its own, else nowhere.</summary>
internal sealed class ClusterTelemetry
{
    private readonly bool _isAskedFor;

    private ClusterTelemetry(TelemetryTarget? target, ClusterPart? dashboard, bool isAskedFor)
    {
        (Target, Dashboard, _isAskedFor) = (target, dashboard, isAskedFor);
    }

    /// <summary>Null: nowhere.</summary>
    public TelemetryTarget? Target { get; private set; }

    /// <summary>Null: there is none to start.</summary>
    public ClusterPart? Dashboard { get; private set; }

    /// <summary>Chooses; nothing runs yet.</summary>
    /// <exception cref="CannotStartException">What was asked for is not there, or makes no sense.</exception>
    public static ClusterTelemetry Choose(ClusterOptions options, PortPlan ports, HealthProbe health, ChildProcesses children)
    {
        if (ConfiguredTarget.Find(Environment.GetEnvironmentVariable) is { } configured)
        {
            return options.Dashboard is null
                ? new ClusterTelemetry(configured, dashboard: null, isAskedFor: true)
                : throw new CannotStartException($"{ConfiguredTarget.EndpointVariable} is set, and so is --dashboard; choose one of the two.");
        }

        var dashboard = options.NoDashboard ? null : AspireDashboard.Find(options.Dashboard);
        return new ClusterTelemetry(
            dashboard?.Target(ports),
            dashboard is null ? null : new ClusterPart(AspireDashboard.Name, ports.Dashboard, () => dashboard.Spec(ports), health.AnswersAsync, children),
            options.Dashboard is not null);
    }

    /// <summary>Starts the dashboard, if there is one. One that was merely found may fail, and the cluster does without it.</summary>
    /// <exception cref="CannotStartException">One that was asked for does not start.</exception>
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
            await Readiness.UntilAsync(() => dashboard.IsUpAsync(cancellationToken), dashboard.Start(), "The dashboard does not answer", cancellationToken);
            output.Say($"{AspireDashboard.Name,-11} ready");
        }
        catch (CannotStartException problem) when (!_isAskedFor && !cancellationToken.IsCancellationRequested)
        {
            output.Say($"No dashboard: {problem.Message} Without one: --dashboard off.");
            (Target, Dashboard) = (null, null);
        }
    }
}
