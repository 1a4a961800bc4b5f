using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace AspireChat.ChatNode.AdminModule;

/// <summary>
/// SIGTERM drains the node before it stops; a second SIGTERM, SIGINT or SIGQUIT stops it at once. (The host's own lifetime would raise
/// ApplicationStopping first, and then SignalR closes every connection.)
/// </summary>
internal sealed class DrainingLifetime(Drain drain, IHostApplicationLifetime lifetime) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly CancellationTokenSource _stopNow = new();
    private int _signalled;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Handle(signal, graceful: true)));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, signal => Handle(signal, graceful: false)));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Handle(signal, graceful: false)));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _signals.ForEach(signal => signal.Dispose());
        _stopNow.Dispose();
    }

    private void Handle(PosixSignalContext signal, bool graceful)
    {
        signal.Cancel = true;
        if (!graceful || Interlocked.Exchange(ref _signalled, 1) == 1)
        {
            _stopNow.Cancel();
            lifetime.StopApplication();
            return;
        }

        _ = DrainAsync();
    }

    private async Task DrainAsync()
    {
        try
        {
            await drain.FinishAsync(CancellationTokenSource.CreateLinkedTokenSource(_stopNow.Token, lifetime.ApplicationStopping).Token);
        }
        catch (OperationCanceledException)
        {
            // A second signal.
        }

        lifetime.StopApplication();
    }
}
