using System.Net;
using AspireChat.Store.Limits;
using Microsoft.Extensions.Options;

namespace AspireChat.ChatNode.Limits;

/// <summary>
/// Counts the connections of each user and from each network, in the whole cluster: every node writes how many it has.
/// </summary>
internal sealed class ConnectionGroups
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ConnectionGroup> _groups = new(StringComparer.Ordinal);
    private readonly HashSet<ConnectionGroup> _left = [];
    private readonly ClusterLimits _cluster;
    private readonly LimitOptions _options;
    private readonly TimeProvider _time;
    private readonly CountWriter _counts;

    public ConnectionGroups(ClusterLimits cluster, ConnectionCounts counts, IOptions<LimitOptions> options, TimeProvider time)
    {
        (_cluster, _options, _time) = (cluster, options.Value, time);
        _counts = new CountWriter(counts, CountOf, time);
    }

    /// <summary>Counts a connection of a user and, if it is known, of a network.</summary>
    /// <returns>The groups that it is part of; or the party that has too many connections, and then nothing is counted.</returns>
    public async Task<(IReadOnlyList<ConnectionGroup> Groups, Party? Full)> EnterAsync(string user, IPAddress? network)
    {
        List<Entry> entered = [Enter(Party.OfUser(user, _options))];
        if (network is not null)
        {
            entered.Add(Enter(Party.OfNetwork(network, _options)));
        }

        // While Redis cannot be reached, this node enforces the limits by itself.
        var others = await _counts.WriteAsync(Counted(entered.Select(entry => entry.Group)), isWanted: true);
        foreach (var (group, number) in entered)
        {
            var party = group.Party;
            if (party.Limits.Connections > 0 && number + (others?[party.Key] ?? 0) > party.Limits.Connections)
            {
                Leave([.. entered.Select(entry => entry.Group)]);
                return ([], party);
            }
        }

        return ([.. entered.Select(entry => entry.Group)], null);
    }

    /// <summary>A connection has ended.</summary>
    public void Leave(IReadOnlyList<ConnectionGroup> groups)
    {
        lock (_gate)
        {
            foreach (var group in groups)
            {
                group.Count--;
                if (group.Count == 0)
                {
                    _left.Add(group);
                    Forget(group);
                }
            }
        }

        _ = _counts.WriteAsync(Counted(groups), isWanted: false);
    }

    /// <summary>Writes again what could not be written, and forgets who has been gone for long enough. Called every second.</summary>
    /// <param name="all">Whether to write everything, because others may have treated this node as dead.</param>
    public void WriteAgain(bool all)
    {
        List<string> here;
        lock (_gate)
        {
            foreach (var group in _left.ToList())
            {
                Forget(group);
            }

            here = all ? Counted(_groups.Values) : [];
        }

        _ = _counts.WriteAsync(here, isWanted: false);
        _counts.WriteAgain();
    }

    private static List<string> Counted(IEnumerable<ConnectionGroup> groups) =>
        [.. groups.Where(group => group.Party.Limits.Connections > 0).Select(group => group.Party.Key)];

    private Entry Enter(Party party)
    {
        lock (_gate)
        {
            if (!_groups.TryGetValue(party.Key, out var group))
            {
                _groups[party.Key] = group = new ConnectionGroup(party, _cluster, _time);
            }

            _left.Remove(group);
            return new Entry(group, ++group.Count);
        }
    }

    /// <summary>
    /// A user who comes back must not find a full allowance, so what a group has left is kept until it would be full again anyway.
    /// </summary>
    private void Forget(ConnectionGroup group)
    {
        if (group.Allowance.IsFull)
        {
            _left.Remove(group);
            _groups.Remove(group.Party.Key);
        }
    }

    private int CountOf(string party)
    {
        lock (_gate)
        {
            return _groups.GetValueOrDefault(party)?.Count ?? 0;
        }
    }

    /// <summary>A connection that is being counted: where, and how many this node has with it.</summary>
    private readonly record struct Entry(ConnectionGroup Group, int Number);
}
