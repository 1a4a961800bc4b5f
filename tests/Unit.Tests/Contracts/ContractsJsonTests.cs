using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AspireChat.Contracts;
using MessagePack;
using MessagePack.Resolvers;

namespace AspireChat.Unit.Tests.Contracts;

public class ContractsJsonTests
{
    private static readonly RoomEvent Full = new()
    {
        Seq = 7,
        Kind = EventKind.Message,
        Id = "id-1",
        User = "u1",
        Name = "Ada",
        At = 1_700_000_000_123,
        Text = "Zwölf Boxkämpfer 🥊",
        ReplyTo = 3,
        Attachments =
        [
            new Attachment { Id = "abcdefghijklmnopqrstuv", Name = "a.png", Type = "image/png", Size = 9, Width = 3, Height = 4 },
        ],
        Target = 4,
        Emoji = "👍",
        Removed = true,
        Votes = 6,
        Online = [new RoomUser { User = "u2", Name = "Bob", Away = true }],
        Offline = ["u3"],
        OnlineCount = 5,
        Settings = new RoomSettings { Topic = "tea", Private = true },
        Member = new RoomUser { User = "u3", Name = "Eve", Away = true },
        Role = "moderator",
        Node = "chatnode-1",
    };

    public static TheoryData<Type> HubTypes =>
        [.. typeof(RoomEvent).Assembly.GetTypes().Where(type => type.IsDefined(typeof(DataContractAttribute)))];

    [Theory]
    [MemberData(nameof(HubTypes))]
    public void Every_type_of_the_hub_has_the_same_names_in_JSON_and_in_MessagePack(Type type)
    {
        var json = ContractsJson.Default.GetTypeInfo(type);
        Assert.NotNull(json);
        var messagePack = type.GetProperties()
            .Select(property => property.GetCustomAttribute<DataMemberAttribute>()?.Name)
            .Where(name => name is not null);
        Assert.Equal(messagePack, json.Properties.Where(property => property.Get is not null).Select(property => property.Name));
    }

    [Fact]
    public void An_event_survives_JSON_and_omits_unset_fields()
    {
        var batch = new RoomBatch
        {
            Room = "lobby",
            Epoch = "e",
            Events = [Full, new RoomEvent { Seq = 8, Kind = EventKind.Join, User = "u2" }],
        };
        var text = JsonSerializer.Serialize(batch, ContractsJson.Default.RoomBatch);
        var read = JsonSerializer.Deserialize(text, ContractsJson.Default.RoomBatch)!;
        Assert.Equivalent(batch, read, strict: true);
        var second = JsonNode.Parse(text)!["events"]![1]!.AsObject();
        Assert.Equal(["seq", "kind", "user", "at", "node"], second.Select(property => property.Key));
    }

    [Fact]
    public void An_event_survives_MessagePack_under_the_same_names()
    {
        var options = MessagePackSerializerOptions.Standard.WithResolver(StandardResolver.Instance);
        var bytes = MessagePackSerializer.Serialize(Full, options, TestContext.Current.CancellationToken);
        Assert.Equivalent(
            Full, MessagePackSerializer.Deserialize<RoomEvent>(bytes, options, TestContext.Current.CancellationToken), strict: true);
        var asMessagePack = JsonNode.Parse(MessagePackSerializer.ConvertToJson(bytes, options, TestContext.Current.CancellationToken));
        Assert.True(JsonNode.DeepEquals(JsonSerializer.SerializeToNode(Full, ContractsJson.Default.RoomEvent), asMessagePack));
    }
}
