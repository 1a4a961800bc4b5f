using System.Text.Json;
using System.Text.Json.Serialization;
using AspireChat.LocalCluster.Data;

namespace AspireChat.LocalCluster.Reports;

/// <summary>Tells programs (tests, benchmarks, scripts) what runs where, as a JSON file. Every write is atomic.</summary>
internal sealed class ReadyFile
{
    private readonly string _path;
    private readonly Lock _gate = new();
    private bool _removed;

    /// <summary>Removes the file of an earlier cluster, so that a program that waits for it waits for this cluster.</summary>
    /// <exception cref="CannotStartException">The file cannot be written there.</exception>
    public ReadyFile(string path)
    {
        _path = path;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Delete(path);
            OwnerOnly.WriteFile(path + ".try", "");
            File.Delete(path + ".try");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException(
                $"The ready file {path} cannot be written ({problem.Message}); choose another with --ready-file.");
        }
    }

    /// <summary>Writes the file; called again after every change.</summary>
    public void Write(Func<ClusterReport> report)
    {
        lock (_gate)
        {
            // The report is made under the lock, so that an older one never overwrites a newer one.
            if (!_removed)
            {
                OwnerOnly.WriteFile(_path, JsonSerializer.Serialize(ReadyJson.From(report()), ReadyJsonContext.Default.ReadyJson));
            }
        }
    }

    /// <summary>Removes the file for good when the cluster stops.</summary>
    public void Remove()
    {
        lock (_gate)
        {
            _removed = true;
            File.Delete(_path);
        }
    }
}

internal sealed record ReadyJson(
    string Ingress,
    string Web,
    IReadOnlyList<ReadyNode> Nodes,
    ReadyAdminNode AdminNode,
    string Redis,
    int IngressPid,
    string SigningKey,
    string AdminSigningKey,
    string? Telemetry)
{
    public static ReadyJson From(ClusterReport report) => new(
        Text(report.Ingress),
        Text(report.Web),
        [.. report.Nodes.Where(node => node.Pid is not null).Select(node => new ReadyNode(node.Name, Text(node.Address), node.Pid!.Value))],
        new ReadyAdminNode(Text(report.AdminNode), report.AdminNodePid ?? 0, report.Secrets.AdminKey),
        report.Redis,
        report.IngressPid ?? 0,
        report.Secrets.SigningKey,
        report.Secrets.AdminSigningKey,
        report.Telemetry);

    private static string Text(Uri address) => address.GetLeftPart(UriPartial.Authority);
}

internal sealed record ReadyNode(string Name, string Url, int Pid);

internal sealed record ReadyAdminNode(string Url, int Pid, string Key);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ReadyJson))]
internal sealed partial class ReadyJsonContext : JsonSerializerContext;
