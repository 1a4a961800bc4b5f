using System.Diagnostics.Metrics;

namespace AspireChat.Store.Telemetry;

/// <summary>Counts a process's writes and refused commands, meter <c>AspireChat</c>.</summary>
public sealed class StoreMetrics
{
    private readonly Counter<long> _messages;
    private readonly Counter<long> _refusedCommands;
    private long _total;

    /// <summary>Creates the instruments.</summary>
    public StoreMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ChatTelemetry.Name);
        _messages = meter.CreateCounter<long>("chat.messages", "{message}", "Messages that this process stored, each counted once.");
        _refusedCommands = meter.CreateCounter<long>(
            "chat.commands.refused", "{command}", "Commands and answers to them that were refused, by error.type.");
    }

    /// <summary>The number of messages and approved questions stored since this process started.</summary>
    public long Messages => Volatile.Read(ref _total);

    /// <summary>A message or an approved question was stored.</summary>
    public void Message()
    {
        _messages.Add(1);
        Interlocked.Increment(ref _total);
    }

    /// <summary>A command, or an answer to one, was refused.</summary>
    /// <param name="code">The reason, a stable code.</param>
    public void CommandRefused(string code) => _refusedCommands.Add(1, new KeyValuePair<string, object?>("error.type", code));
}
