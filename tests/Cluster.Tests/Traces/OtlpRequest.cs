namespace AspireChat.Cluster.Tests.Traces;

/// <summary>
/// The little that is needed of OTLP's messages; the field numbers are those of
/// https://github.com/open-telemetry/opentelemetry-proto (trace.proto, metrics.proto, logs.proto, resource.proto, common.proto).
/// </summary>
internal static class OtlpRequest
{
    /// <summary>ExportTraceServiceRequest: resource_spans = 1.</summary>
    public static List<Span> Spans(ReadOnlySpan<byte> request)
    {
        List<Span> spans = [];
        ForEachScope(request, spans, static (service, scope, spans) =>
        {
            // ScopeSpans: scope = 1, spans = 2
            var source = "";
            for (var field = new ProtobufReader(scope); field.Read();)
            {
                switch (field.Field)
                {
                    case 1:
                        source = Name(field.Bytes);
                        break;
                    case 2:
                        spans.Add(ReadSpan(service, source, field.Bytes));
                        break;
                }
            }
        });
        return spans;
    }

    /// <summary>ExportMetricsServiceRequest: which services send which metrics, in which units.</summary>
    public static List<(string Service, string Metric, string Unit)> Metrics(ReadOnlySpan<byte> request)
    {
        List<(string, string, string)> metrics = [];
        ForEachScope(request, metrics, static (service, scope, metrics) =>
        {
            // ScopeMetrics: metrics = 2; Metric: name = 1, unit = 3
            for (var field = new ProtobufReader(scope); field.Read();)
            {
                if (field.Field == 2)
                {
                    string name = "", unit = "";
                    for (var metric = new ProtobufReader(field.Bytes); metric.Read();)
                    {
                        name = metric.Field == 1 ? metric.Text : name;
                        unit = metric.Field == 3 ? metric.Text : unit;
                    }

                    metrics.Add((service, name, unit));
                }
            }
        });
        return metrics;
    }

    /// <summary>ExportLogsServiceRequest: which services send logs.</summary>
    public static List<string> LogServices(ReadOnlySpan<byte> request)
    {
        List<string> services = [];
        ForEachScope(request, services, static (service, _, services) => services.Add(service));
        return services;
    }

    private delegate void ScopeReader<T>(string service, ReadOnlySpan<byte> scope, T result);

    /// <summary>All three requests have the same shape: resource_… = 1 { resource = 1, scope_… = 2 }.</summary>
    private static void ForEachScope<T>(ReadOnlySpan<byte> request, T result, ScopeReader<T> read)
    {
        for (var one = new ProtobufReader(request); one.Read();)
        {
            var service = "";
            for (var field = new ProtobufReader(one.Bytes); field.Read();)
            {
                switch (field.Field)
                {
                    case 1:
                        service = (string)Attributes(field.Bytes, attributes: 1)["service.name"];
                        break;
                    case 2:
                        read(service, field.Bytes, result);
                        break;
                }
            }
        }
    }

    private static Span ReadSpan(string service, string source, ReadOnlySpan<byte> message)
    {
        string trace = "", id = "", parent = "", name = "";
        var kind = 0;
        for (var field = new ProtobufReader(message); field.Read();)
        {
            switch (field.Field)
            {
                case 1:
                    trace = field.Hex;
                    break;
                case 2:
                    id = field.Hex;
                    break;
                case 4:
                    parent = field.Hex;
                    break;
                case 5:
                    name = field.Text;
                    break;
                case 6:
                    kind = (int)field.Number;
                    break;
            }
        }

        return new Span(service, source, trace, id, parent, name, kind, Attributes(message, attributes: 9));
    }

    private static string Name(ReadOnlySpan<byte> scope)
    {
        for (var field = new ProtobufReader(scope); field.Read();)
        {
            if (field.Field == 1)
            {
                return field.Text;
            }
        }

        return "";
    }

    /// <summary>KeyValue: key = 1, value = 2 { string = 1, bool = 2, int = 3, double = 4 }.</summary>
    private static Dictionary<string, object> Attributes(ReadOnlySpan<byte> message, int attributes)
    {
        Dictionary<string, object> found = [];
        for (var field = new ProtobufReader(message); field.Read();)
        {
            if (field.Field == attributes)
            {
                var key = "";
                for (var pair = new ProtobufReader(field.Bytes); pair.Read();)
                {
                    if (pair.Field == 1)
                    {
                        key = pair.Text;
                    }
                    else
                    {
                        var value = new ProtobufReader(pair.Bytes);
                        found[key] = !value.Read() ? "" : value.Field switch
                        {
                            1 => value.Text,
                            2 => value.Number != 0,
                            3 => (long)value.Number,
                            4 => BitConverter.UInt64BitsToDouble(value.Number),
                            _ => "",
                        };
                    }
                }
            }
        }

        return found;
    }
}
