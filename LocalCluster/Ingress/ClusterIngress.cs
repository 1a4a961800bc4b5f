using AspireChat.LocalCluster.Children;
using AspireChat.LocalCluster.Ports;

namespace AspireChat.LocalCluster.Ingress;

/// <summary>The cluster's ingress: YARP in this process, or the nginx installed on this machine.</summary>
internal sealed class ClusterIngress : IAsyncDisposable
{
    private readonly PortReservation _port;
    private readonly HealthProbe _health;
    private readonly YarpIngress? _yarp;

    private ClusterIngress(PortReservation port, HealthProbe health, YarpIngress? yarp, ClusterPart? nginx)
    {
        (_port, _health, _yarp, Nginx) = (port, health, yarp, nginx);
    }

    public string Kind => Nginx is null ? "yarp" : "nginx";

    /// <summary>Null while nginx is not running.</summary>
    public int? Pid => Nginx is null ? Environment.ProcessId : Nginx.Pid;

    /// <summary>Null if the ingress is YARP.</summary>
    public ClusterPart? Nginx { get; }

    public static ClusterIngress Yarp(PortReservation port, YarpIngressOptions options, HealthProbe health) =>
        new(port, health, YarpIngress.Build(port.Port, options), nginx: null);

    public static ClusterIngress ByNginx(PortReservation port, Func<ChildSpec> spec, HealthProbe health, ChildProcesses children) =>
        new(port, health, yarp: null, new ClusterPart("ingress", port, spec, health.LeadsOnAsync, children));

    /// <summary>Starts it and waits until Web and a node answer through it.</summary>
    /// <exception cref="CannotStartException">They do not answer, or the port is taken.</exception>
    public async Task StartAsync(ClusterOutput output, CancellationToken cancellationToken)
    {
        var nginx = Nginx?.Start();
        if (_yarp is not null)
        {
            _port.Dispose();
            await ListenAsync(_yarp, cancellationToken);
        }

        await Readiness.UntilAsync(
            () => _health.LeadsOnAsync(_port.Address, cancellationToken),
            nginx,
            "The web page and the nodes do not answer through the ingress",
            cancellationToken);
        output.Say($"{"ingress",-11} ready");
    }

    /// <summary>Applies the slots' new state to YARP. nginx asks the admin node for it.</summary>
    public void Update(IReadOnlyList<IngressSlot> slots) => _yarp?.Update(slots);

    public ValueTask DisposeAsync() => _yarp?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task ListenAsync(YarpIngress yarp, CancellationToken cancellationToken)
    {
        try
        {
            await yarp.StartAsync(cancellationToken);
        }
        catch (IOException taken)
        {
            throw new CannotStartException(
                $"The ingress cannot listen on port {_port.Port} ({taken.Message}); choose another port with --port.");
        }
    }
}
