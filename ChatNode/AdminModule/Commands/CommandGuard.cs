using AspireChat.Store.Commands;

namespace AspireChat.ChatNode.AdminModule.Commands;

/// <summary>
/// Admits each command once, and only while it is fresh by this machine's clock. So a recorded command cannot be replayed: its id is
/// remembered until its deadline, and after that it is too old. A process refuses commands that were sent before it started, because it
/// cannot know their ids.
/// </summary>
internal sealed class CommandGuard(TimeProvider time)
{
    /// <summary>How far the clocks of the admin node and of a node may differ.</summary>
    public static readonly TimeSpan ClockAllowance = TimeSpan.FromSeconds(10);

    /// <summary>Maximum number of commands within <see cref="CommandMessage.MaxTimeout"/>: bounds how many ids are remembered.</summary>
    private const int MaxRemembered = 10_000;

    private readonly long _startedAt = time.GetUtcNow().ToUnixTimeMilliseconds();
    private readonly Lock _lock = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, long> _forgetAt = new();

    /// <summary>Lets a command pass, or says why not.</summary>
    /// <exception cref="CommandRefusedException">It is stale or was seen before.</exception>
    public void Admit(CommandMessage command)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var allowance = (long)ClockAllowance.TotalMilliseconds;
        var timeout = command.Deadline - command.At;
        if (timeout < 0 || timeout > CommandMessage.MaxTimeout.TotalMilliseconds)
        {
            throw new CommandRefusedException(
                CommandRefusedException.Malformed,
                $"the deadline is 0 to {CommandMessage.MaxTimeout.TotalSeconds:0} s after the command was sent.");
        }

        if (now > command.Deadline + allowance || now < command.At - allowance || command.At < _startedAt)
        {
            throw new CommandRefusedException(
                CommandRefusedException.Stale,
                $"it was sent {now - command.At} ms ago by this node's clock, or before this node started; "
                + $"check that the clocks agree within {allowance} ms.");
        }

        lock (_lock)
        {
            while (_forgetAt.TryPeek(out var oldest, out var forgetAt) && forgetAt < now)
            {
                _forgetAt.Dequeue();
                _seen.Remove(oldest);
            }

            if (_seen.Count >= MaxRemembered)
            {
                throw new CommandRefusedException(CommandRefusedException.Busy, $"there were {MaxRemembered} commands within a minute.");
            }

            if (!_seen.Add(command.Id))
            {
                throw new CommandRefusedException(CommandRefusedException.Replayed, "a command with this id was already received.");
            }

            _forgetAt.Enqueue(command.Id, command.Deadline + allowance);
        }
    }
}
