using System.Diagnostics.Metrics;

namespace AspireChat.ChatNode.Tests.Fixtures;

/// <summary>Adds up one of a node's counters.</summary>
public sealed class CounterReading : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _value;

    public CounterReading(Node node, string name)
    {
        var meters = node.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == name && instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, measurement, _, _) => Interlocked.Add(ref _value, measurement));
        _listener.Start();
    }

    public long Value => Interlocked.Read(ref _value);

    public void Dispose() => _listener.Dispose();
}
