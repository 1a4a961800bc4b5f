using AspireChat.ChatNode.Delivery;
using AspireChat.Contracts;
using AspireChat.Store.Limits;
using AspireChat.Store.Moderation;
using AspireChat.Store.Rooms;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging;

namespace AspireChat.ChatNode.Moderation;

/// <summary>
/// Applies changes of sanctions and rooms to this node's connections: closes them or evicts them from a room. They are notified first.
/// </summary>
internal sealed partial class Enforcement(
    OpenConnections connections, OpenRooms rooms, Admission admission, RoomPermissions permissions, RoomMembers members,
    ChatMetrics metrics, TimeProvider time, ILogger<Enforcement> logger)
{
    /// <summary>How long a client has to read the reason and to close by itself, before the connection is aborted.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Applies a change that <see cref="ModerationState"/> has already read.</summary>
    /// <returns>The number of connections that were closed or evicted.</returns>
    public async Task<int> ApplyAsync(PolicyChange change) => change.Kind switch
    {
        PolicyChange.UserChanged =>
            connections.All.Count(client => client.Caller.User == change.User && CheckAndNotify(client, change.Text)),
        PolicyChange.NetworksChanged => connections.All.Count(client => Check(client)),
        PolicyChange.RoomChanged => NotifyMemberStatus(rooms.Find(change.Room!)?.Connections() ?? []),
        PolicyChange.MemberRemoved => Evict(change.Room!, change.User, NoticeKind.Removed, change.Text),
        PolicyChange.MemberLeft => await EvictFormerMemberAsync(change.Room!, change.User),
        PolicyChange.RoomDeleted => Evict(change.Room!, user: null, NoticeKind.Deleted, change.Text),
        _ => 0,
    };

    /// <summary>Checks every connection, after everything was loaded again: a change may have been missed.</summary>
    public async Task ApplyAllAsync()
    {
        foreach (var client in connections.All)
        {
            CheckAndNotify(client);
        }

        foreach (var room in rooms.Open)
        {
            if (room.Rules.Current.IsDeleted)
            {
                Evict(room.Name, user: null, NoticeKind.Deleted, text: null);
            }
            else if (room.Rules.Current.Settings.Private)
            {
                await EvictStrangersAsync(room);
            }
        }
    }

    /// <summary>
    /// Takes the connections here of a user who has left a room out of it. The user's devices get the notice
    /// <see cref="NoticeKind.Left"/> from the node where the user left.
    /// </summary>
    /// <returns>How many there were.</returns>
    public int ExitLeft(string room, string user) => Evict(room, user, kind: null, text: null);

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

    /// <summary>Does nothing if the user has joined again in the meantime.</summary>
    private async Task<int> EvictFormerMemberAsync(string room, string? user) =>
        user is not null && rooms.Find(room) is not null && !await members.ContainsAsync(room, user) ? ExitLeft(room, user) : 0;

    private async Task EvictStrangersAsync(Room room)
    {
        List<string> users = [.. room.Connections().Select(place => place.Client.Caller.User).Distinct()];
        foreach (var user in await members.StrangersAsync(room.Name, users))
        {
            Evict(room.Name, user, NoticeKind.Removed, text: null);
        }
    }

    /// <param name="name">The room.</param>
    /// <param name="user">The user; null = everyone.</param>
    /// <param name="kind">The kind of the notice; null = none is sent.</param>
    /// <param name="text">The reason.</param>
    private int Evict(string name, string? user, string? kind, string? text)
    {
        var count = 0;
        foreach (var place in rooms.Find(name)?.BeginEviction() ?? [])
        {
            if ((user is null || place.Client.Caller.User == user) && rooms.Exit(place.Client, place))
            {
                count++;
                if (kind is not null)
                {
                    _ = NotifyAsync(place.Client, new Notice { Kind = kind, Room = name, Text = text });
                }
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
