using System.Diagnostics.Metrics;

namespace AspireChat.ChatNode.Tests.Fixtures;

/// <summary>Reads one of a node's counters or gauges.</summary>
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
        _listener.SetMeasurementEventCallback<int>((_, measurement, _, _) => Interlocked.Exchange(ref _value, measurement));
        _listener.SetMeasurementEventCallback<long>((_, measurement, _, _) => Interlocked.Add(ref _value, measurement));
        _listener.Start();
    }

    /// <summary>The sum of a counter.</summary>
    public long Value => Interlocked.Read(ref _value);

    /// <summary>What a gauge shows now.</summary>
    public long Read()
    {
        _listener.RecordObservableInstruments();
        return Value;
    }

    public void Dispose() => _listener.Dispose();
}
