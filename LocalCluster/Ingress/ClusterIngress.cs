using AspireChat.LocalCluster.Children;
using AspireChat.LocalCluster.Ports;
using AspireChat.LocalCluster.Terminal;

namespace AspireChat.LocalCluster.Ingress;

/// <summary>The cluster's ingress: YARP in this process, or this machine's nginx.</summary>
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

    /// <summary>Null while nginx does not run.</summary>
    public int? Pid => Nginx is null ? Environment.ProcessId : Nginx.Pid;

    /// <summary>Null: it is YARP.</summary>
    public ClusterPart? Nginx { get; }

    public static ClusterIngress Yarp(PortReservation port, YarpIngressOptions options, HealthProbe health) =>
        new(port, health, YarpIngress.Build(options), nginx: null);

    public static ClusterIngress ByNginx(PortReservation port, Func<ChildSpec> spec, HealthProbe health, ChildProcesses children) =>
        new(port, health, yarp: null, new ClusterPart("ingress", port, spec, health.LeadsOnAsync, children));

    /// <summary>Starts it, and waits until it leads to the page and a node.</summary>
    /// <exception cref="CannotStartException">It does not.</exception>
    public async Task StartAsync(ClusterOutput output, CancellationToken cancellationToken)
    {
        var nginx = Nginx?.Start();
        if (_yarp is not null)
        {
            _port.Dispose();
            await ListenAsync(_yarp, cancellationToken);
        }

        await Readiness.UntilAsync(
            () => _health.LeadsOnAsync(_port.Address, cancellationToken), nginx, "The ingress does not lead to the page and the nodes", cancellationToken);
        output.Say($"{"ingress",-11} ready");
    }

    /// <summary>Takes the slots' new state; nginx asks the admin node for it.</summary>
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
            throw new CannotStartException($"Port {_port.Port} cannot be had for the ingress ({taken.Message}); choose another port with --port.");
        }
    }
}
