using AspireChat.Web.Client.Rooms;

namespace AspireChat.Unit.Tests.Page;

/// <summary>What becomes of what the user has typed when the room is closed to them.</summary>
public sealed class DraftEditorTests
{
    [Fact]
    public async Task A_draft_and_a_changed_message_are_kept_across_a_reload_when_the_room_is_closed()
    {
        await using var page = new ChatParts();
        var room = page.Rooms.GetOrAdd("lobby");
        var update = ChatParts.Message(room, "sent", "guest-me");
        room.Apply(update, joined: null, isVisible: true);
        page.Drafts.OnUpdated(room, update);
        page.Drafts.SetText(room, "about to be sent");
        room.Draft.Edit(room.Timeline.LastOwn);
        page.Drafts.SetEditText(room, "half changed");

        page.Drafts.Keep(room);

        (string, string)[] kept = [("#lobby", "half changed"), ("#lobby", "about to be sent")];
        Assert.Equal(kept, page.Drafts.Kept.Select(text => (text.Room, text.Text)));
        Assert.Equal(kept, page.NewDrafts().Kept.Select(text => (text.Room, text.Text)));
    }

    [Fact]
    public async Task What_was_typed_in_a_room_is_there_again_after_a_reload()
    {
        await using var page = new ChatParts();
        page.Drafts.SetText(page.Rooms.GetOrAdd("lobby"), "to be continued");

        var room = new OpenRoom("lobby", new() { User = "guest-me", Name = "Grace" }, TimeProvider.System);
        page.NewDrafts().Attach(room);

        Assert.Equal("to be continued", room.Draft.Text);
    }
}
