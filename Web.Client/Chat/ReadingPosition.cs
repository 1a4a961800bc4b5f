using AspireChat.Client;
using AspireChat.Web.Client.Rooms;
using AspireChat.Web.Client.Settings;

namespace AspireChat.Web.Client.Chat;

/// <summary>Which room is on the screen, and how far the rooms are read; reports the latter to the server.</summary>
public sealed class ReadingPosition
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(2);

    private readonly HashSet<OpenRoom> _reporting = [];
    private readonly ChatConnection _connection;
    private readonly RoomList _rooms;
    private readonly PageActivity _activity;
    private readonly ReadReceipts _receipts;
    private readonly Action _changed;

    internal ReadingPosition(ChatConnection connection, RoomList rooms, PageActivity activity, ReadReceipts receipts, Action changed) =>
        (_connection, _rooms, _activity, _receipts, _changed) = (connection, rooms, activity, receipts, changed);

    /// <summary>The room on the screen.</summary>
    public OpenRoom? Current { get; private set; }

    /// <summary>Whether the user sees a room's messages as they arrive.</summary>
    public bool IsVisible(OpenRoom room) => room == Current && _activity.IsWatched;

    /// <summary>Shows a room. Its messages count as read from now on.</summary>
    public void Show(OpenRoom? room)
    {
        Current?.Read.ClearNew();
        Current = room;
        room?.Read.MarkRead();
        Report(room);
        _changed();
    }

    /// <summary>The page has come into view.</summary>
    internal void OnWatched()
    {
        if (Current is { } room)
        {
            if (room.Read.Unread > 0)
            {
                room.Read.MarkRead();
            }

            Report(room);
            _changed();
        }
    }

    /// <summary>Tells the server how far a room is read: at once, then at most every two seconds.</summary>
    internal void Report(OpenRoom? room)
    {
        if (room is { Connected: not null } && room.Read.ReadUpTo > room.Read.ReportedUpTo && _reporting.Add(room))
        {
            _ = ReportAsync(room);
        }
    }

    private async Task ReportAsync(OpenRoom room)
    {
        try
        {
            while (room.Read.ReadUpTo > room.Read.ReportedUpTo && _rooms.Contains(room))
            {
                var seq = room.Read.ReadUpTo;
                await _connection.MarkReadAsync(room.Name, seq, receipt: room.IsDirect && _receipts.Enabled);
                room.Read.SetReported(seq);
                await Task.Delay(ReportInterval);
            }
        }
        catch (Exception failed) when (failed is ChatException or OperationCanceledException or ObjectDisposedException)
        {
            // The next message or the next connection reports it.
        }
        finally
        {
            _reporting.Remove(room);
        }
    }
}
