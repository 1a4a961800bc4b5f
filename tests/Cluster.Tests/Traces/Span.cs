namespace AspireChat.Cluster.Tests.Traces;

/// <summary>A span as a receiver of OTLP gets it.</summary>
/// <param name="Service">The process that made it.</param>
/// <param name="Kind">OTLP's number: 1 internal, 2 server, 3 client, 4 producer, 5 consumer.</param>
public sealed record Span(
    string Service, string Source, string TraceId, string Id, string Parent, string Name, int Kind,
    IReadOnlyDictionary<string, object> Attributes);
