using System.Text.Json;
using System.Text.Json.Serialization;

namespace AspireChat.LocalCluster.Data;

/// <summary>The file for programs that want to know what runs where: tests, benchmarks, scripts. Written whole, or not at all.</summary>
internal sealed class ReadyFile
{
    private readonly string _path;
    private readonly Lock _gate = new();
    private bool _gone;

    /// <summary>Removes what an earlier cluster left, so that whoever waits for the file waits for this one.</summary>
    /// <exception cref="CannotStartException">The file cannot be written there.</exception>
    public ReadyFile(string path)
    {
        _path = path;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Delete(path);
            PrivateFile.Write(path + ".try", "");
            File.Delete(path + ".try");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"The ready file {path} cannot be written ({problem.Message}); choose another with --ready-file.");
        }
    }

    /// <summary>Writes it, anew with every change.</summary>
    public void Write(Func<ClusterReport> report)
    {
        lock (_gate)
        {
            // Asked for under the lock, so that an older report never overwrites a newer one.
            if (!_gone)
            {
                PrivateFile.Write(_path, JsonSerializer.Serialize(ReadyJson.From(report()), ReadyJsonContext.Default.ReadyJson));
            }
        }
    }

    /// <summary>The cluster ends: nothing runs there any more.</summary>
    public void Remove()
    {
        lock (_gate)
        {
            _gone = true;
            File.Delete(_path);
        }
    }
}

internal sealed record ReadyJson(
    string Ingress, string Web, IReadOnlyList<ReadyNode> Nodes, ReadyAdminNode AdminNode, string Redis, int IngressPid, string SigningKey, string? Telemetry)
{
    public static ReadyJson From(ClusterReport report) => new(
        Text(report.Ingress),
        Text(report.Web),
        [.. report.Nodes.Where(node => node.Pid is not null).Select(node => new ReadyNode(node.Name, Text(node.Address), node.Pid!.Value))],
        new ReadyAdminNode(Text(report.AdminNode), report.AdminNodePid ?? 0, report.AdminKey),
        report.Redis,
        report.IngressPid ?? 0,
        report.SigningKey,
        report.Telemetry);

    private static string Text(Uri address) => address.GetLeftPart(UriPartial.Authority);
}

internal sealed record ReadyNode(string Name, string Url, int Pid);

internal sealed record ReadyAdminNode(string Url, int Pid, string Key);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ReadyJson))]
internal sealed partial class ReadyJsonContext : JsonSerializerContext;
