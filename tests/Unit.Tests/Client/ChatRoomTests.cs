using AspireChat.Client;
using AspireChat.Contracts;
using static AspireChat.Unit.Tests.Client.Events;

namespace AspireChat.Unit.Tests.Client;

public class ChatRoomTests
{
    private readonly ChatRoom _room = new(Room, page: 50);

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_starts_with_the_newest_page_and_continues_with_new_events()
    {
        Tell(1, 60);
        var reader = _room.ReadUpdatesAsync(Ended).GetAsyncEnumerator(Ended);
        Assert.True(await reader.MoveNextAsync());
        Assert.True(reader.Current.Reset);
        Assert.Equal((11, 60), (reader.Current.Events[0].Seq, reader.Current.Events[^1].Seq));
        Tell(61, 61);
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal([61], new[] { reader.Current }.Seqs());
        _room.Complete();
        Assert.False(await reader.MoveNextAsync());
    }

    [Fact]
    public async Task A_reader_that_falls_behind_gets_the_newest_page_instead()
    {
        var reader = _room.ReadUpdatesAsync(Ended).GetAsyncEnumerator(Ended);
        Assert.True(await reader.MoveNextAsync());
        const int last = RoomReader.MaxWaiting + 1;
        for (var seq = 1; seq <= last; seq++)
        {
            Tell(seq, seq);
        }

        Assert.True(await reader.MoveNextAsync());
        Assert.True(reader.Current.Reset);
        Assert.Equal(last, reader.Current.Events[^1].Seq);
        Tell(last + 1, last + 1);
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal([last + 1], new[] { reader.Current }.Seqs());
        await reader.DisposeAsync();
    }

    [Fact]
    public void Presence_events_update_the_list_of_online_users()
    {
        _room.SetOnline([User("ada"), User("bob")], 2);
        _room.Apply(
            Update(new RoomEvent { Kind = EventKind.Presence, Online = [User("eve"), User("ada")], Offline = ["bob"], OnlineCount = 2 }),
            "e1",
            0);
        Assert.Equal(["eve", "ada"], _room.Online.Select(user => user.User));
        Assert.Equal(2, _room.OnlineCount);
    }

    private static RoomUser User(string name) => new() { User = name, Name = name };

    private static RoomUpdate Update(params RoomEvent[] events) => new(Room, events, Reset: false, Live: true);

    private void Tell(long first, long last) => _room.Apply(Update([.. Messages(first, last)]), "e1", last);
}
