using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AspireChat.ServiceDefaults.Hosting;

/// <summary>
/// Ends this process when its standard input closes. The parent holds the other end, so even a parent that was killed
/// with SIGKILL leaves nothing behind. Only with <c>Chat:StopWithParent=true</c>, which LocalCluster sets for its children.
/// </summary>
internal sealed class StopWithParent(IHostApplicationLifetime lifetime) : IHostedService
{
    /// <summary>How long an orderly stop may take before the process just ends.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A thread of its own: a read of standard input cannot be cancelled, and must not hold a pool thread.
        new Thread(WaitForEndOfInput) { IsBackground = true, Name = "stop with parent" }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void WaitForEndOfInput()
    {
        using var input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[64];
        while (input.Read(ignored) > 0)
        {
        }

        // While it starts there are no clients to close connections to, and the host would report the stop as a failed start.
        if (lifetime.ApplicationStarted.IsCancellationRequested)
        {
            lifetime.StopApplication();
            Thread.Sleep(StopTimeout);
        }

        Environment.Exit(0);
    }
}
