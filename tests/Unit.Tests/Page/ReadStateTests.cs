using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Rooms;
using AspireChat.Web.Client.Text;
using AspireChat.Web.Client.Timeline;

namespace AspireChat.Unit.Tests.Page;

/// <summary>How many unread messages a room has, by the server's count and by what the page has loaded.</summary>
public sealed class ReadStateTests
{
    private const string Me = "guest-me";
    private readonly RoomTimeline _timeline = new(Me);
    private readonly ReadState _read;
    private string? _epoch;

    public ReadStateTests() => _read = new ReadState(Me, _timeline, new Mentions("Grace"), () => _epoch, () => { });

    [Fact]
    public void The_servers_count_and_later_messages_add_up()
    {
        Load("e1", 8, 9, 10);
        _read.Apply(Listed("e1"));
        Load("e1", 11);

        Assert.Equal((7 + 1, 2 + 1), (_read.Unread, _read.Mentioned));
    }

    [Fact]
    public void A_count_of_a_lost_log_does_not_count_in_the_new_one()
    {
        Load("e2", 1, 2);
        _read.Apply(Listed("e1"));
        _read.Count();

        Assert.Equal((2, 2), (_read.Unread, _read.Mentioned));
    }

    private static MyRoom Listed(string epoch) => new() { Room = "lobby", Epoch = epoch, Head = 10, Unread = 7, Mentions = 2 };

    private void Load(string epoch, params long[] seqs)
    {
        _epoch = epoch;
        _timeline.Apply(new RoomUpdate("lobby", [.. seqs.Select(Message)], Reset: false, Live: true));
        _read.Count();
    }

    private static RoomEvent Message(long seq) =>
        new() { Seq = seq, Kind = EventKind.Message, User = "guest-1", Name = "Ada", At = 1_700_000_000_000 + seq, Text = "@Grace" };
}
