using Microsoft.Extensions.DependencyInjection;

namespace AspireChat.AdminNode.Monitor;

/// <summary>Registers what watches the cluster.</summary>
internal static class StatisticsExtensions
{
    public static void AddClusterMonitor(this IServiceCollection services)
    {
        services.AddSingleton<StatisticsReader>();
        services.AddSingleton<StatisticsRing>();
        services.AddSingleton<ClusterEventStream>();
        services.AddHostedService<ClusterMonitor>();
    }
}
