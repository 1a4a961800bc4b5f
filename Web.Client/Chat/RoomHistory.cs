using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Rooms;

namespace AspireChat.Web.Client.Chat;

/// <summary>Reads a room's log: older messages, search, and earlier versions of a message.</summary>
public sealed class RoomHistory
{
    /// <summary>The number of pages loaded to find a message that another one replies to.</summary>
    private const int MaxPagesBack = 40;

    private readonly ChatConnection _connection;

    internal RoomHistory(ChatConnection connection) => _connection = connection;

    /// <summary>Loads a page of older messages.</summary>
    public async Task LoadOlderAsync(OpenRoom room)
    {
        if (room.LoadingOlder || !room.Timeline.HasOlder || room.Connected is null)
        {
            return;
        }

        room.SetLoadingOlder(true);
        try
        {
            var before = room.Timeline.FirstSeq;
            var page = await _connection.HistoryAsync(room.Name, before);

            // With another epoch or first seq, the log was lost or the room reset meanwhile: the page does not fit any more.
            if (page.Epoch == room.Connected.Epoch && before == room.Timeline.FirstSeq)
            {
                room.Timeline.ApplyOlder(page);
            }
        }
        catch (ChatException)
        {
            // The button stays; the banner says why there is no connection.
        }
        finally
        {
            room.SetLoadingOlder(false);
        }
    }

    /// <summary>Loads older messages until this one is loaded.</summary>
    /// <returns>False if it cannot be found.</returns>
    public async Task<bool> FindAsync(OpenRoom room, long seq)
    {
        for (var page = 0; page < MaxPagesBack && room.Timeline.FirstSeq > seq && room.Timeline.HasOlder; page++)
        {
            var first = room.Timeline.FirstSeq;
            await LoadOlderAsync(room);
            if (room.Timeline.FirstSeq == first)
            {
                break;
            }
        }

        return room.Timeline.Find(seq) is not null;
    }

    /// <summary>The messages that contain a text.</summary>
    /// <exception cref="ChatException">The server refused, or cannot be reached.</exception>
    public Task<SearchResult> SearchAsync(OpenRoom room, string text, long before = 0) => _connection.SearchAsync(room.Name, text, before);

    /// <summary>All versions of a message that was edited or deleted.</summary>
    /// <exception cref="ChatException">The server refused, or cannot be reached.</exception>
    public Task<MessageHistoryResult> GetVersionsAsync(OpenRoom room, long seq) => _connection.MessageHistoryAsync(room.Name, seq);
}
