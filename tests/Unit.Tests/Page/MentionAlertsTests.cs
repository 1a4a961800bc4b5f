using AspireChat.Web.Client.Rooms;

namespace AspireChat.Unit.Tests.Page;

/// <summary>Which messages are announced to a user who does not see their room.</summary>
public sealed class MentionAlertsTests
{
    [Theory]
    [InlineData("lobby", "hello", false)]
    [InlineData("lobby", "hello, @Grace", true)]
    [InlineData("dm-a-b", "hello", true)]
    public async Task Mentions_and_direct_messages_are_announced(string name, string text, bool announced)
    {
        await using var page = new ChatParts();
        var told = new List<string>();
        page.Alerts.Mentioned += (_, message) => told.Add(message.Text!);
        var room = page.Rooms.GetOrAdd(name);

        Arrives(page, room, text);

        Assert.Equal(announced ? [text] : [], told);
    }

    [Fact]
    public async Task Own_messages_and_those_of_the_room_in_view_are_not_announced()
    {
        await using var page = new ChatParts();
        var told = new List<string>();
        page.Alerts.Mentioned += (_, message) => told.Add(message.Text!);
        var (hidden, shown) = (page.Rooms.GetOrAdd("dm-a-b"), page.Rooms.GetOrAdd("dm-a-c"));
        page.Reading.Show(shown);

        Arrives(page, hidden, "mine, from another device", "guest-me");
        Arrives(page, shown, "seen");

        Assert.Empty(told);
    }

    private static void Arrives(ChatParts page, OpenRoom room, string text, string user = "guest-1")
    {
        var update = ChatParts.Message(room, text, user);
        room.Apply(update, joined: null, page.Reading.IsVisible(room));
        page.Alerts.OnUpdated(room, update);
    }
}
