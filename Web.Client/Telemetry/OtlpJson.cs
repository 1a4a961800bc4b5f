using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace AspireChat.Web.Client.Telemetry;

/// <summary>
/// Spans as OTLP/JSON: an ExportTraceServiceRequest, with ids in hexadecimal, 64-bit numbers as strings and enumerations as numbers
/// (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding).
/// </summary>
public static class OtlpJson
{
    /// <summary>Encodes the ended spans of a service.</summary>
    public static byte[] Encode(string service, IEnumerable<Activity> spans)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("resourceSpans");
            json.WriteStartObject();
            json.WriteStartObject("resource");
            WriteAttributes(json, [new("service.name", service)]);
            json.WriteEndObject();
            json.WriteStartArray("scopeSpans");
            foreach (var source in spans.GroupBy(span => span.Source.Name, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteStartObject("scope");
                json.WriteString("name", source.Key);
                json.WriteEndObject();
                json.WriteStartArray("spans");
                foreach (var span in source)
                {
                    Write(json, span);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Activity span)
    {
        json.WriteStartObject();
        json.WriteString("traceId", span.TraceId.ToHexString());
        json.WriteString("spanId", span.SpanId.ToHexString());
        if (span.ParentSpanId != default)
        {
            json.WriteString("parentSpanId", span.ParentSpanId.ToHexString());
        }

        json.WriteString("name", span.DisplayName);
        json.WriteNumber("kind", (int)span.Kind + 1); // 0 is "unspecified" there, and "internal" here.
        json.WriteString("startTimeUnixNano", UnixNano(span.StartTimeUtc));
        json.WriteString("endTimeUnixNano", UnixNano(span.StartTimeUtc + span.Duration));
        WriteAttributes(json, span.TagObjects);
        json.WriteStartObject("status");
        json.WriteNumber("code", (int)span.Status);
        if (span.StatusDescription is { } why)
        {
            json.WriteString("message", why);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> attributes)
    {
        json.WriteStartArray("attributes");
        foreach (var (key, value) in attributes)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteStartObject("value");
            switch (value)
            {
                case bool truth:
                    json.WriteBoolean("boolValue", truth);
                    break;
                case int or long:
                    json.WriteString("intValue", Convert.ToString(value, CultureInfo.InvariantCulture));
                    break;
                case double number:
                    json.WriteNumber("doubleValue", number);
                    break;
                default:
                    json.WriteString("stringValue", Convert.ToString(value, CultureInfo.InvariantCulture));
                    break;
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string UnixNano(DateTime utc) =>
        ((utc - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick).ToString(CultureInfo.InvariantCulture);
}
