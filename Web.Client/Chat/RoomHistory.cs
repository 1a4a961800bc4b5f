using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Rooms;
using AspireChat.Web.Client.Timeline;

namespace AspireChat.Web.Client.Chat;

/// <summary>Reads a room's log: older messages, search, and earlier versions of a message.</summary>
public sealed class RoomHistory
{
    /// <summary>The number of events that are loaded at once, unless the server allows fewer.</summary>
    private const int MaxPage = 50;

    private readonly ChatConnection _connection;

    internal RoomHistory(ChatConnection connection) => _connection = connection;

    private int Page => Math.Min(MaxPage, _connection.Session?.Limits.MaxPageSize ?? MaxPage);

    /// <summary>Loads a page of older messages.</summary>
    public async Task LoadOlderAsync(OpenRoom room)
    {
        if (!room.LoadingOlder && room.Timeline.HasOlder)
        {
            await LoadAsync(room, room.Timeline.FirstSeq);
        }
    }

    /// <summary>Loads a page into a gap: its start, for a reader who comes from above, or its end.</summary>
    public async Task LoadGapAsync(OpenRoom room, TimelineGap gap, bool fromStart)
    {
        if (!room.LoadingOlder)
        {
            await LoadAsync(room, fromStart ? Math.Min(gap.Before, gap.After + 1 + Page) : gap.Before);
        }
    }

    /// <summary>Loads the messages around this one, unless it is loaded.</summary>
    /// <returns>False if it cannot be found.</returns>
    public async Task<bool> FindAsync(OpenRoom room, long seq)
    {
        // The event after those among which it is missing.
        var next = seq < room.Timeline.FirstSeq ? room.Timeline.FirstSeq
            : room.Timeline.Gaps.FirstOrDefault(gap => gap.After < seq && seq < gap.Before)?.Before;
        if (next is { } before)
        {
            await LoadAsync(room, before - seq <= Page ? before : seq + 1 + (Page / 2));
        }

        return room.Timeline.Find(seq) is not null;
    }

    private async Task LoadAsync(OpenRoom room, long before)
    {
        if (room.Connected is null)
        {
            return;
        }

        room.SetLoadingOlder(true);
        try
        {
            var last = room.Timeline.LastSeq;
            var page = await _connection.HistoryAsync(room.Name, before, Page);

            // With another epoch, or fewer events, the log was lost or the room reset meanwhile: the page does not fit any more.
            if (page.Epoch == room.Connected?.Epoch && room.Timeline.LastSeq >= last)
            {
                room.Timeline.ApplyPage(page, before);
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

    /// <summary>The messages that contain a text.</summary>
    /// <exception cref="ChatException">The server refused, or cannot be reached.</exception>
    public Task<SearchResult> SearchAsync(OpenRoom room, string text, long before = 0) => _connection.SearchAsync(room.Name, text, before);

    /// <summary>All versions of a message that was edited or deleted.</summary>
    /// <exception cref="ChatException">The server refused, or cannot be reached.</exception>
    public Task<MessageHistoryResult> GetVersionsAsync(OpenRoom room, long seq) => _connection.MessageHistoryAsync(room.Name, seq);
}
