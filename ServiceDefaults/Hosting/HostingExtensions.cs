using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AspireChat.ServiceDefaults.Hosting;

/// <summary>How a process of the cluster starts and ends.</summary>
public static class HostingExtensions
{
    /// <summary>Exit code for a start that failed for a reason the operator can fix.</summary>
    public const int CannotStart = 2;

    /// <summary>
    /// Runs until the process is told to stop. Wrong configuration or a taken port ends it with one line on standard
    /// error and exit code <see cref="CannotStart"/> rather than a stack trace.
    /// </summary>
    public static async Task<int> RunToExitCodeAsync(this WebApplication app)
    {
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
            await app.RunAsync();
            return 0;
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // It was told to stop while it started.
            return 0;
        }
        catch (OptionsValidationException wrong)
        {
            await Console.Error.WriteLineAsync($"Cannot start: {string.Join(" ", wrong.Failures)}");
            return CannotStart;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"Cannot start: {taken.Message}");
            return CannotStart;
        }
    }

    internal static void AddStopWithParent(this IHostApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue<bool>("Chat:StopWithParent"))
        {
            builder.Services.AddHostedService<StopWithParent>();
        }
    }
}
