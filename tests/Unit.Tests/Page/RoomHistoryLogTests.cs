using AspireChat.Contracts;
using AspireChat.Web.Client.Admin.Components;

namespace AspireChat.Unit.Tests.Page;

/// <summary>A room's history as an operator reads it, from its end to its start.</summary>
public sealed class RoomHistoryLogTests
{
    private readonly Queue<HistoryResult> _pages = [];
    private readonly RoomHistoryLog _log;

    public RoomHistoryLogTests() => _log = new RoomHistoryLog((_, _) => Task.FromResult(_pages.Dequeue()));

    [Fact]
    public async Task The_last_edit_counts_and_a_deleted_message_is_marked_whatever_page_it_is_on()
    {
        _pages.Enqueue(Page("e1", Edit(11, 2, "last word"), Event(12, EventKind.Delete) with { Target = 3 }));
        _pages.Enqueue(Page("e1", Message(2, "first word"), Message(3, "gone"), Edit(4, 2, "second word")));
        await _log.RefreshAsync();
        await _log.OlderAsync();

        Assert.Equal([12L, 11, 4, 3, 2], _log.Entries.Select(entry => entry.Seq));
        Assert.Equal("last word", _log.TextOf(_log.Entries.Last()));
        Assert.Equal((true, false), (_log.IsDeleted(3), _log.IsDeleted(2)));
    }

    [Fact]
    public async Task Nothing_of_a_replaced_log_is_left()
    {
        _pages.Enqueue(Page("e1", Message(1, "old"), Message(2, "old"), Edit(3, 1, "of the old log")));
        _pages.Enqueue(Page("e2", Message(1, "new")));
        await _log.RefreshAsync();
        await _log.RefreshAsync();

        Assert.Equal(["new"], _log.Entries.Select(_log.TextOf));
    }

    private static HistoryResult Page(string epoch, params RoomEvent[] events) => new() { Epoch = epoch, Events = events, More = true };

    private static RoomEvent Event(long seq, string kind) => new() { Seq = seq, Kind = kind, User = "guest-1", Name = "Ada" };

    private static RoomEvent Message(long seq, string text) => Event(seq, EventKind.Message) with { Text = text };

    private static RoomEvent Edit(long seq, long target, string text) => Event(seq, EventKind.Edit) with { Target = target, Text = text };
}
