namespace AspireChat.Unit.Tests.JavaScript;

/// <summary>The rooms of the JavaScript client, in Node.js.</summary>
public sealed class JoinTests
{
    [Fact]
    public async Task Many_rooms_are_joined_and_resumed_in_few_calls_and_a_refused_room_is_reported()
    {
        using var report = await ScriptRun.OfAsync("join.mjs");
        Assert.Equal(["JoinRooms", "JoinRooms"], report.List("firstCalls"));
        Assert.Equal(["JoinRooms", "JoinRooms"], report.List("secondCalls"));
        Assert.Equal(["secret private", "secret private", "secret private"], report.List("refused"));
        Assert.Equal(["one two three four"], report.List("texts"));
        Assert.Empty(report.List("secret"));
        Assert.Equal("gone", report.RootElement.GetProperty("lost").GetString());
    }
}
