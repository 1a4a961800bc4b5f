using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Settings;

namespace AspireChat.Web.Client.Chat;

/// <content>What comes in, what of it is read, and what the user has to be told of.</content>
public sealed partial class ChatSession
{
    private static readonly TimeSpan MarkReadEvery = TimeSpan.FromSeconds(2);

    private readonly ReadReceipts _receipts;
    private readonly HashSet<OpenRoom> _sayingRead = [];

    /// <summary>Somebody mentions the user, or writes to them directly, where they do not look.</summary>
    public event Action<OpenRoom, RoomEvent>? Mentioned;

    /// <summary>Whether the page can be seen and has the focus; what comes in while it has not counts as unread.</summary>
    public bool Watching { get; private set; } = true;

    /// <summary>Whether the device has a network, as far as the browser knows: it does at once, a connection after half a minute.</summary>
    public bool HasNetwork { get; private set; } = true;

    /// <summary>The network is gone, or back.</summary>
    public void SetNetwork(bool there)
    {
        HasNetwork = there;
        Changed?.Invoke();
    }

    /// <summary>The page has come into view, or gone out of it.</summary>
    public void Watch(bool watching)
    {
        Watching = watching;
        if (watching)
        {
            _ = LookAsync();
        }

        if (watching && _current is { } room)
        {
            if (room.Unread > 0)
            {
                room.MarkRead();
            }

            SayRead(room);
            Changed?.Invoke();
        }
    }

    private void OnUpdated(RoomUpdate update)
    {
        if (_rooms.Find(room => room.Name == update.Room) is { } room)
        {
            var unread = room.Unread;
            var first = !room.Loaded;
            room.Apply(update, _connection.Find(room.Name), lookedAt: room == _current && Watching);
            RestoreIntent(room, update);
            SayRead(room);
            ShowTyping(room, update);
            OnTalkUpdated(room, update);
            if (update.Live || (first && room.CameBack))
            {
                room.CameBack = false;
                TellOfMentions(room, update);
            }

            if (unread != room.Unread)
            {
                Changed?.Invoke();
            }
        }
    }

    private void TellOfMentions(OpenRoom room, RoomUpdate update)
    {
        if (room == _current && Watching)
        {
            return;
        }

        var others = update.Events.Where(happened => happened.Kind == EventKind.Message && happened.User != User.User);
        foreach (var message in update.Live ? others : others.Where(message => message.Seq > room.ReadUpTo))
        {
            if (room.IsDirect || room.Mentions.IsMe(message.Text ?? ""))
            {
                Mentioned?.Invoke(room, message);
            }
        }
    }

    /// <summary>Tells the server how far a room is read: at once, then every two seconds at most.</summary>
    private void SayRead(OpenRoom? room)
    {
        if (room is { Connected: not null } && room.ReadUpTo > room.ReadSaid && _sayingRead.Add(room))
        {
            _ = SayReadAsync(room);
        }
    }

    private async Task SayReadAsync(OpenRoom room)
    {
        try
        {
            while (room.ReadUpTo > room.ReadSaid && _rooms.Contains(room))
            {
                var seq = room.ReadUpTo;
                await _connection.MarkReadAsync(room.Name, seq, receipt: room.IsDirect && _receipts.Wanted);
                room.ReadSaid = Math.Max(room.ReadSaid, seq);
                await Task.Delay(MarkReadEvery);
            }
        }
        catch (Exception failed) when (failed is ChatException or OperationCanceledException or ObjectDisposedException)
        {
            // It is said with the next message, or the next connection.
        }
        finally
        {
            _sayingRead.Remove(room);
        }
    }
}
