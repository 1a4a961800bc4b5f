using AspireChat.Store.Commands;

namespace AspireChat.ChatNode.AdminModule.Commands;

/// <summary>
/// Lets each command pass once, and only while it is fresh, by this machine's clock. A command that was recorded can therefore not be played to the nodes
/// again: until its deadline its id is remembered, and afterwards it is too old. A process refuses what was sent before it began, since
/// it cannot remember that.
/// </summary>
internal sealed class CommandGuard(TimeProvider time)
{
    /// <summary>How far the clocks of the admin node and of a node may be apart.</summary>
    public static readonly TimeSpan ClockAllowance = TimeSpan.FromSeconds(10);

    /// <summary>Most commands within <see cref="CommandMessage.LongestPatience"/>: bounds how many ids are remembered.</summary>
    private const int MostRemembered = 10_000;

    private readonly long _began = time.GetUtcNow().ToUnixTimeMilliseconds();
    private readonly Lock _gate = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, long> _forgetAt = new();

    /// <summary>Lets a command pass, or says why not.</summary>
    /// <exception cref="CommandRefusedException">It is stale or was seen before.</exception>
    public void Admit(CommandMessage command)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var allowance = (long)ClockAllowance.TotalMilliseconds;
        var patience = command.Deadline - command.At;
        if (patience < 0 || patience > CommandMessage.LongestPatience.TotalMilliseconds)
        {
            throw new CommandRefusedException(CommandRefusedException.Malformed, $"the deadline is 0 to {CommandMessage.LongestPatience.TotalSeconds:0} s after the sending.");
        }

        if (now > command.Deadline + allowance || now < command.At - allowance || command.At < _began)
        {
            throw new CommandRefusedException(
                CommandRefusedException.Stale, $"it was sent {now - command.At} ms ago by this node's clock, or before this node began; do the clocks agree within {allowance} ms?");
        }

        lock (_gate)
        {
            while (_forgetAt.TryPeek(out var oldest, out var forgetAt) && forgetAt < now)
            {
                _forgetAt.Dequeue();
                _seen.Remove(oldest);
            }

            if (_seen.Count >= MostRemembered)
            {
                throw new CommandRefusedException(CommandRefusedException.Busy, $"there were {MostRemembered} commands within a minute.");
            }

            if (!_seen.Add(command.Id))
            {
                throw new CommandRefusedException(CommandRefusedException.Replayed, "a command with this id has been here before.");
            }

            _forgetAt.Enqueue(command.Id, command.Deadline + allowance);
        }
    }
}
