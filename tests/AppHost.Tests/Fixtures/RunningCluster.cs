using System.Net.Http.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using AspireChat.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AspireChat.AppHost.Tests.Fixtures;

/// <summary>The cluster of AppHost.cs with real containers, started once for all tests that need it.</summary>
[CollectionDefinition(CollectionName)]
public sealed class RunningCluster : IAsyncLifetime, ICollectionFixture<RunningCluster>
{
    public const string CollectionName = nameof(RunningCluster);

    /// <summary>An image may have to be fetched first.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private DistributedApplication? _cluster;

    public DistributedApplication Cluster => _cluster!;

    /// <summary>The one public address.</summary>
    public Uri Address => Cluster.GetEndpoint("ingress", "http");

    public async ValueTask InitializeAsync()
    {
        if (!Containers.Available)
        {
            return;
        }

        // With a dashboard's address but no dashboard, as here, stopping would wait for telemetry that nobody takes.
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            ["--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=", "--ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL=", "--Chat:Limits:SendsPerSecond=0"]);

        // Not the developer's rooms.
        var redis = builder.Resources.OfType<RedisResource>().Single();
        foreach (var volume in redis.Annotations.OfType<ContainerMountAnnotation>().ToList())
        {
            redis.Annotations.Remove(volume);
        }

        // Until a resource is up, its health check fails every second, with a stack trace each. And all its processes write here.
        builder.Services.AddLogging(logging => logging
            .AddFilter("System.Net.Http", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
            .AddFilter("AspireChat.AppHost.Resources", LogLevel.Warning));

        _cluster = await builder.BuildAsync();
        await _cluster.StartAsync().WaitAsync(StartLimit);
        await HealthyAsync("ingress", StartLimit);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.StopAsync().WaitAsync(Limit);
            await _cluster.DisposeAsync();
        }
    }

    /// <summary>Waits until a resource is healthy.</summary>
    public Task HealthyAsync(string resource, TimeSpan? within = null) =>
        Cluster.ResourceNotifications.WaitForResourceHealthyAsync(resource).WaitAsync(within ?? Limit);

    /// <summary>Waits until a resource's process has ended.</summary>
    public Task EndedAsync(string resource) =>
        Cluster.ResourceNotifications.WaitForResourceAsync(
            resource, one => KnownResourceStates.TerminalStates.Contains(one.Snapshot.State?.Text)).WaitAsync(Limit);

    /// <summary>Does what a button of the dashboard does.</summary>
    /// <returns>What it shows: the message, and then what it opens in a dialog.</returns>
    public async Task<string> CommandAsync(string resource, string command)
    {
        var commands = Cluster.Services.GetRequiredService<ResourceCommandService>();
        var result = await commands.ExecuteCommandAsync(resource, command).WaitAsync(Limit);
        Assert.True(result.Success, $"{command} of {resource}: {result.Message}");
        return $"{result.Message}\n{result.Data?.Value}";
    }

    /// <summary>Waits until the admin node, whom the ingress follows, says this of a node: up, draining, or null for not there.</summary>
    public async Task SlotAsync(string node, string? state)
    {
        using var admin = Cluster.CreateHttpClient("adminnode", "http");
        await Eventually.TrueAsync(
            async () =>
            {
                var lines = (await admin.GetStringAsync("/api/cluster/slots")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
                return state is null
                    ? !lines.Any(line => line.StartsWith($"{node} ", StringComparison.Ordinal))
                    : lines.Contains($"{node} {state}");
            },
            $"{node} {state ?? "gone"}");
    }

    /// <summary>Signs in at the page's host and connects, both through nginx.</summary>
    /// <param name="name">The user's name.</param>
    /// <param name="network">a, b or c: the client's address, and with it the node.</param>
    public async Task<TestUser> ConnectAsync(string name, char network)
    {
        using var http = new HttpClient { BaseAddress = Address };
        // Names are unique while in use, and the tests of one cluster call their users the same.
        using var answer = await http.PostAsJsonAsync("/api/session", new { name = $"{name} {Guid.NewGuid():N}"[..20] });
        answer.EnsureSuccessStatusCode();
        var session = (await answer.Content.ReadFromJsonAsync<Dictionary<string, object>>())!;
        return await TestUser.ConnectAsync(new Uri(Address, $"/network/{network}/hubs/chat"), session["token"].ToString()!);
    }
}
