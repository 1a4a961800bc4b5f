using System.Text.Json.Serialization;

namespace AspireChat.Engine.AdminModule;

/// <summary>What a node says of itself with every heartbeat.</summary>
/// <param name="Id">The process.</param>
/// <param name="Name">The node's name: its slot at the ingress.</param>
/// <param name="Draining">Whether it sends its clients away and takes no new ones.</param>
/// <param name="Connections">How many clients are connected.</param>
/// <param name="Rooms">How many rooms are open on it.</param>
/// <param name="StartedAt">Unix time in milliseconds.</param>
/// <param name="Version">The program's version.</param>
internal sealed record NodeReport(string Id, string Name, bool Draining, int Connections, int Rooms, long StartedAt, string Version);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NodeReport))]
internal sealed partial class NodeReportJson : JsonSerializerContext;
