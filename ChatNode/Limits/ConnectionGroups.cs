using System.Net;
using AspireChat.Store.Limits;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Limits;

/// <summary>
/// Counts the connections of each user and from each network, in the whole cluster: every node writes how many it has. It writes the
/// number, not the change, so what was missed while Redis was away is put right by writing again.
/// </summary>
internal sealed class ConnectionGroups(ClusterLimits cluster, IOptions<LimitOptions> options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ConnectionGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Party> _unwritten = new(StringComparer.Ordinal);

    /// <summary>Counts a connection of a user and, if it is known, of a network.</summary>
    /// <returns>The groups that it is part of; or the party that has too many connections, and then nothing is counted.</returns>
    public async Task<(IReadOnlyList<ConnectionGroup> Groups, Party? Full)> EnterAsync(string user, IPAddress? network)
    {
        List<Party> parties = [Party.OfUser(user, options.Value)];
        if (network is not null)
        {
            parties.Add(Party.OfNetwork(network, options.Value));
        }

        var entering = parties.Select(EnterAsync).ToList();
        var entered = await Task.WhenAll(entering);
        if (Array.TrueForAll(entered, one => one.Fits))
        {
            return ([.. entered.Select(one => one.Group)], null);
        }

        Leave(entered.Select(one => one.Group));
        return ([], Array.Find(entered, one => !one.Fits).Group.Party);
    }

    /// <summary>A connection has ended.</summary>
    public void Leave(IEnumerable<ConnectionGroup> groups)
    {
        foreach (var group in groups)
        {
            lock (_gate)
            {
                group.Count--;
                if (group.Count == 0)
                {
                    _groups.Remove(group.Party.Key);
                    group.Allowance.Sync();
                }

                _ = WriteAsync(group.Party, group.Count, isCheck: false);
            }
        }
    }

    /// <summary>Writes again what could not be written.</summary>
    /// <param name="all">Whether to write everything, because others may have treated this node as dead.</param>
    public void WriteAgain(bool all)
    {
        lock (_gate)
        {
            var every = all ? _groups.Values.Select(group => group.Party) : [];
            var again = _unwritten.Values.Concat(every).DistinctBy(party => party.Key).ToList();
            _unwritten.Clear();
            foreach (var party in again)
            {
                _ = WriteAsync(party, _groups.GetValueOrDefault(party.Key)?.Count ?? 0, isCheck: false);
            }
        }
    }

    private async Task<(ConnectionGroup Group, bool Fits)> EnterAsync(Party party)
    {
        ConnectionGroup group;
        Task<bool?> writing;
        lock (_gate)
        {
            if (!_groups.TryGetValue(party.Key, out group!))
            {
                _groups[party.Key] = group = new ConnectionGroup(party, cluster, time);
                group.Allowance.Sync();
            }

            // Within the lock, so that the numbers are written in their order.
            group.Count++;
            writing = WriteAsync(party, group.Count, isCheck: true);
        }

        // While Redis cannot be reached, this node enforces the limit by itself.
        return (group, await writing ?? (party.Limits.Connections == 0 || group.Count <= party.Limits.Connections));
    }

    private async Task<bool?> WriteAsync(Party party, int count, bool isCheck)
    {
        if (party.Limits.Connections == 0)
        {
            return true;
        }

        try
        {
            return await cluster.SetConnectionsAsync(party, count, isCheck);
        }
        catch (Exception away) when (away is RedisException or TimeoutException or ObjectDisposedException)
        {
            lock (_gate)
            {
                _unwritten[party.Key] = party;
            }

            return null;
        }
    }
}
