using System.Diagnostics;
using AspireChat.Store.Limits;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Limits;

/// <summary>
/// Writes how many connections this node has, all that changed within a moment together: the first change after a pause at once, further
/// ones 20 ms after the last write. So connecting costs next to nothing in Redis, whether one client comes or a thousand.
/// </summary>
/// <remarks>
/// It writes the number, not the change, so what was missed while Redis was away is put right by writing again.
/// </remarks>
/// <param name="counts">Where to write.</param>
/// <param name="countOf">Returns how many connections of a party there are here at this moment.</param>
/// <param name="time">The clock.</param>
internal sealed class CountWriter(ConnectionCounts counts, Func<string, int> countOf, TimeProvider time)
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly HashSet<string> _unwritten = new(StringComparer.Ordinal);
    private Round? _next;
    private bool _writing;

    /// <summary>The numbers of some parties' connections have changed.</summary>
    /// <param name="parties">The parties' keys.</param>
    /// <param name="isWanted">Whether the caller wants to know how many the other nodes have.</param>
    /// <returns>How many the other nodes have, by the keys of the parties; null if Redis cannot be reached.</returns>
    public Task<IReadOnlyDictionary<string, long>?> WriteAsync(IReadOnlyCollection<string> parties, bool isWanted)
    {
        if (parties.Count == 0)
        {
            return Task.FromResult<IReadOnlyDictionary<string, long>?>(null);
        }

        lock (_gate)
        {
            var round = _next ??= new Round();
            round.Changed.UnionWith(parties);
            if (isWanted)
            {
                round.Wanted.UnionWith(parties);
            }

            if (!_writing)
            {
                _writing = true;
                _ = WriteAsync();
            }

            return round.Others.Task;
        }
    }

    /// <summary>Writes again what could not be written.</summary>
    public void WriteAgain()
    {
        string[] again;
        lock (_gate)
        {
            again = [.. _unwritten];
            _unwritten.Clear();
        }

        _ = WriteAsync(again, isWanted: false);
    }

    private async Task WriteAsync()
    {
        // It is no part of the connection that happens to cause it.
        Activity.Current = null;
        await Task.Yield();
        while (TryTake() is { } round)
        {
            try
            {
                round.Others.SetResult(await TryWriteAsync(round));
            }
            catch (Exception unexpected)
            {
                // Nobody who waits for this round may wait for ever.
                round.Others.SetException(unexpected);
            }

            await Task.Delay(Gather, time);
        }
    }

    private Round? TryTake()
    {
        lock (_gate)
        {
            var round = _next;
            _next = null;
            _writing = round is not null;
            return round;
        }
    }

    private async Task<IReadOnlyDictionary<string, long>?> TryWriteAsync(Round round)
    {
        try
        {
            string[] wanted = [.. round.Wanted];
            var others = await counts.WriteAsync(round.Changed.ToDictionary(party => party, countOf, StringComparer.Ordinal), wanted);
            return wanted.Zip(others).ToDictionary(StringComparer.Ordinal);
        }
        catch (Exception away) when (away is RedisException or TimeoutException or ObjectDisposedException)
        {
            lock (_gate)
            {
                _unwritten.UnionWith(round.Changed);
            }

            return null;
        }
    }

    /// <summary>What is written together.</summary>
    private sealed class Round
    {
        public HashSet<string> Changed { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Wanted { get; } = new(StringComparer.Ordinal);

        public TaskCompletionSource<IReadOnlyDictionary<string, long>?> Others { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
