using AspireChat.Contracts;

namespace AspireChat.Unit.Tests.Contracts;

public class NameTests
{
    [Theory]
    [InlineData("lobby", true)]
    [InlineData("0", true)]
    [InlineData("a.b_c-d", true)]
    [InlineData("Lobby", false)]
    [InlineData("-lobby", false)]
    [InlineData(".lobby", false)]
    [InlineData("lob by", false)]
    [InlineData("lobby\n", false)]
    [InlineData("{lobby}", false)]
    [InlineData("löbby", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_room_name_has_one_spelling(string? name, bool valid) => Assert.Equal(valid, RoomName.IsValid(name));

    [Fact]
    public void A_room_name_has_a_maximum_length()
    {
        Assert.True(RoomName.IsValid(new string('a', RoomName.MaxLength)));
        Assert.False(RoomName.IsValid(new string('a', RoomName.MaxLength + 1)));
    }

    [Theory]
    [InlineData("A-z0.9_", true)]
    [InlineData("a b", false)]
    [InlineData("a:b", false)]
    [InlineData("a\n", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_message_id_fits_into_a_Redis_key(string? id, bool valid) => Assert.Equal(valid, MessageId.IsValid(id));

    [Fact]
    public void New_ids_are_valid_and_unique()
    {
        var ids = Enumerable.Range(0, 1_000).Select(_ => MessageId.New()).ToHashSet();
        Assert.Equal(1_000, ids.Count);
        Assert.All(ids, id => Assert.True(MessageId.IsValid(id)));
    }
}
