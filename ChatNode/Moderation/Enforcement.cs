using AspireChat.ChatNode.Delivery;
using AspireChat.Contracts;
using AspireChat.Store.Limits;
using AspireChat.Store.Moderation;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging;

namespace AspireChat.ChatNode.Moderation;

/// <summary>
/// Applies changes of sanctions and rooms to this node's connections: closes them or evicts them from a room. They are notified first.
/// </summary>
internal sealed partial class Enforcement(
    OpenConnections connections, OpenRooms rooms, Admission admission, RoomPermissions permissions, ChatMetrics metrics,
    TimeProvider time, ILogger<Enforcement> logger)
{
    /// <summary>How long a client has to read the reason and to close by itself, before the connection is aborted.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Applies a change that <see cref="ModerationState"/> has already read.</summary>
    /// <returns>The number of connections that were closed or evicted.</returns>
    public int Apply(PolicyChange change) => change.Kind switch
    {
        PolicyChange.UserChanged =>
            connections.All.Count(client => client.Caller.User == change.User && CheckAndNotify(client, change.Text)),
        PolicyChange.NetworksChanged => connections.All.Count(client => Check(client)),
        PolicyChange.RoomChanged => NotifyMemberStatus(Open(change.Room!)?.Connections() ?? []),
        PolicyChange.MemberRemoved => Evict(change.Room!, change.User, NoticeKind.Removed, change.Text),
        PolicyChange.RoomDeleted => Evict(change.Room!, user: null, NoticeKind.Deleted, change.Text),
        _ => 0,
    };

    /// <summary>Checks every connection, after everything was loaded again.</summary>
    public void ApplyAll()
    {
        foreach (var client in connections.All)
        {
            CheckAndNotify(client);
        }

        foreach (var room in rooms.Open.Where(room => room.Rules.Current.IsDeleted))
        {
            Evict(room.Name, user: null, NoticeKind.Deleted, text: null);
        }
    }

    /// <summary>Closes a connection whose user is no longer admitted.</summary>
    /// <returns>True if the connection is being closed by this call.</returns>
    public bool Check(ClientConnection client, string? text = null)
    {
        if (admission.Refuse(client.Context.User, client.Network) is not { } refusal || !client.TryBeginClose())
        {
            return false;
        }

        _ = CloseAsync(client, refusal with { Text = refusal.Code == ChatErrors.Kicked && text is { Length: > 0 } ? text : refusal.Text });
        return true;
    }

    /// <summary>Closes a connection that its user or network has too many of, and waits for it.</summary>
    public async Task RefuseAsync(ClientConnection client, Party party)
    {
        metrics.Rejected(ChatErrors.TooManyConnections);
        await CloseAsync(client, new AdmissionRefusal(
            ChatErrors.TooManyConnections, $"at most {party.Limits.Connections} connections for {party.Text}; close others first."));
    }

    private bool CheckAndNotify(ClientConnection client, string? text = null)
    {
        if (Check(client, text))
        {
            return true;
        }

        NotifyMemberStatus(client.Places());
        return false;
    }

    /// <summary>Notifies the connections whose role or mute changed.</summary>
    /// <returns>0: it closes no connection.</returns>
    private int NotifyMemberStatus(IEnumerable<RoomConnection> places)
    {
        foreach (var place in places)
        {
            var status = permissions.MemberStatusOf(place.Room, place.Client.Caller);
            if (place.TryRecordChange(status))
            {
                _ = NotifyAsync(place.Client, status.ToNotice(place.Room.Name));
            }
        }

        return 0;
    }

    private Room? Open(string name) => rooms.Open.FirstOrDefault(room => room.Name == name);

    private int Evict(string name, string? user, string kind, string? text)
    {
        var notice = new Notice { Kind = kind, Room = name, Text = text };
        var count = 0;
        foreach (var place in Open(name)?.Connections() ?? [])
        {
            if ((user is null || place.Client.Caller.User == user) && rooms.Exit(place.Client, place))
            {
                count++;
                _ = NotifyAsync(place.Client, notice);
            }
        }

        return count;
    }

    private async Task NotifyAsync(ClientConnection client, Notice notice)
    {
        try
        {
            await client.Context.WriteAsync(new InvocationMessage(nameof(IChatClient.Notify), [notice]));
        }
        catch (Exception gone)
        {
            LogNotNotified(gone, client.Context.ConnectionId);
        }
    }

    private async Task CloseAsync(ClientConnection client, AdmissionRefusal refusal)
    {
        LogClosed(client.Context.ConnectionId, client.Caller.User, refusal.Code);

        // Out of all rooms at once: later messages are not for this user.
        rooms.ExitAll(client);
        try
        {
            var notified = NotifyAsync(client, new Notice { Kind = refusal.Code, Text = refusal.Text });
            var closed = client.Context.WriteAsync(new CloseMessage($"{refusal.Code}: {refusal.Text}"));
            await Task.WhenAll(notified, closed.AsTask()).WaitAsync(Grace, time);
            await Task.Delay(Grace, time, client.Context.ConnectionAborted);
        }
        catch (Exception gone) when (gone is TimeoutException or OperationCanceledException)
        {
            // It does not read, or has already closed.
        }
        finally
        {
            client.Context.Abort();
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Connection {ConnectionId} of {User} is closed: {Code}.")]
    private partial void LogClosed(string connectionId, string user, string code);

    [LoggerMessage(2, LogLevel.Debug, "Connection {ConnectionId} could not be notified.")]
    private partial void LogNotNotified(Exception exception, string connectionId);
}
