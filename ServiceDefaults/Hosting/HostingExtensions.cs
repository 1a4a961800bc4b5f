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
    /// <summary>Exit code of a start that failed for a reason that the operator can fix.</summary>
    public const int CannotStart = 2;

    /// <summary>
    /// Builds the app, checks its configuration, maps it, and runs it until the process is stopped. Wrong configuration or a
    /// port that is in use ends it with one line on standard error and exit code <see cref="CannotStart"/> rather than a stack
    /// trace.
    /// </summary>
    /// <param name="builder">The program's services.</param>
    /// <param name="map">Maps the app's endpoints. The configuration has been checked before, so it may create any service.</param>
    public static Task<int> RunToExitCodeAsync(this WebApplicationBuilder builder, Action<WebApplication> map) =>
        RunToExitCodeAsync(builder.Build(), map);

    /// <summary>Likewise, for an app that is mapped already.</summary>
    public static Task<int> RunToExitCodeAsync(this WebApplication app) => RunToExitCodeAsync(app, _ => { });

    private static async Task<int> RunToExitCodeAsync(WebApplication app, Action<WebApplication> map)
    {
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
            map(app);
            await app.RunAsync();

            // Not 0 if a background service stopped the process for a reason that the operator can fix.
            return Environment.ExitCode;
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
        catch (AggregateException several) when (several.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            var failures = several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(wrong => wrong.Failures);
            await Console.Error.WriteLineAsync($"Cannot start: {string.Join(" ", failures)}");
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
