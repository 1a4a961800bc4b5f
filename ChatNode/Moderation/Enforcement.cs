using AspireChat.ChatNode.Delivery;
using AspireChat.Contracts;
using AspireChat.Store.Moderation;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging;

namespace AspireChat.ChatNode.Moderation;

/// <summary>Does to this node's connections what a change demands: closes them, or puts them out of a room. They are told first.</summary>
internal sealed partial class Enforcement(
    OpenConnections connections, OpenRooms rooms, Admission admission, RoomPermissions permissions,
    TimeProvider time, ILogger<Enforcement> logger)
{
    /// <summary>How long a client has to read why it is sent away and to close by itself, before it is cut.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Carries out a change that the policy knows already.</summary>
    /// <returns>How many connections it concerned.</returns>
    public int Apply(PolicyChange change) => change.Kind switch
    {
        PolicyChange.UserChanged => connections.All.Count(client => client.Caller.User == change.User && CheckAndTell(client, change.Text)),
        PolicyChange.RoomChanged => TellStandings(Open(change.Room!)?.Connections() ?? []),
        PolicyChange.MemberRemoved => PutOut(change.Room!, change.User, new Notice { Kind = "removed", Room = change.Room, Text = change.Text }),
        PolicyChange.RoomDeleted => PutOut(change.Room!, null, new Notice { Kind = "deleted", Room = change.Room, Text = change.Text }),
        _ => 0,
    };

    /// <summary>Looks at everybody, after everything was loaded anew.</summary>
    public void ApplyAll()
    {
        foreach (var client in connections.All)
        {
            CheckAndTell(client);
        }

        foreach (var room in rooms.Open.Where(room => room.Policy.Rules.IsDeleted))
        {
            PutOut(room.Name, null, new Notice { Kind = "deleted", Room = room.Name });
        }
    }

    /// <summary>Closes a connection whose user may not be here.</summary>
    /// <returns>Whether it is closed.</returns>
    public bool Check(ClientConnection client, string? text = null)
    {
        if (admission.Refuse(client.Context.User) is not { } refusal || !client.TakeEnding())
        {
            return false;
        }

        _ = CloseAsync(client, refusal with { Text = refusal.Code == ChatErrors.Kicked && text is { Length: > 0 } ? text : refusal.Text });
        return true;
    }

    private bool CheckAndTell(ClientConnection client, string? text = null)
    {
        if (Check(client, text))
        {
            return true;
        }

        TellStandings(client.Places());
        return false;
    }

    /// <summary>Tells those for whom it is another what they may do in a room.</summary>
    /// <returns>0: it closes no connection.</returns>
    private int TellStandings(IEnumerable<RoomConnection> places)
    {
        foreach (var place in places)
        {
            var standing = permissions.StandingOf(place.Room, place.Client.Caller);
            if (place.TellChange(standing))
            {
                _ = TellAsync(place.Client, standing.In(place.Room.Name));
            }
        }

        return 0;
    }

    private Room? Open(string name) => rooms.Open.FirstOrDefault(room => room.Name == name);

    private int PutOut(string name, string? user, Notice notice)
    {
        var count = 0;
        foreach (var place in Open(name)?.Connections() ?? [])
        {
            if ((user is null || place.Client.Caller.User == user) && rooms.Exit(place.Client, place))
            {
                count++;
                _ = TellAsync(place.Client, notice);
            }
        }

        return count;
    }

    private async Task TellAsync(ClientConnection client, Notice notice)
    {
        try
        {
            await client.Context.WriteAsync(new InvocationMessage(nameof(IChatClient.Notify), [notice]));
        }
        catch (Exception gone)
        {
            LogNotTold(gone, client.Context.ConnectionId);
        }
    }

    private async Task CloseAsync(ClientConnection client, AdmissionRefusal refusal)
    {
        LogClosed(client.Context.ConnectionId, client.Caller.User, refusal.Code);

        // Out of all rooms at once: what is said from now on is not for this user.
        rooms.ExitAll(client);
        try
        {
            var told = TellAsync(client, new Notice { Kind = refusal.Code, Text = refusal.Text });
            var closed = client.Context.WriteAsync(new CloseMessage($"{refusal.Code}: {refusal.Text}"));
            await Task.WhenAll(told, closed.AsTask()).WaitAsync(Grace, time);
            await Task.Delay(Grace, time, client.Context.ConnectionAborted);
        }
        catch (Exception gone) when (gone is TimeoutException or OperationCanceledException)
        {
            // It does not read, or has gone by itself.
        }
        finally
        {
            client.Context.Abort();
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Connection {ConnectionId} of {User} is closed: {Code}.")]
    private partial void LogClosed(string connectionId, string user, string code);

    [LoggerMessage(2, LogLevel.Debug, "Connection {ConnectionId} could not be told.")]
    private partial void LogNotTold(Exception exception, string connectionId);
}
