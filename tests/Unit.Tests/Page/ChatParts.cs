using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Unit.Tests.Fakes;
using AspireChat.Web.Client.Browser;
using AspireChat.Web.Client.Chat;
using AspireChat.Web.Client.Drafts;
using AspireChat.Web.Client.Rooms;
using AspireChat.Web.Client.Settings;

namespace AspireChat.Unit.Tests.Page;

/// <summary>The parts of a signed-in user's page, on a connection that is never started.</summary>
internal sealed class ChatParts : IAsyncDisposable
{
    private readonly SessionResponse _user = new() { User = "guest-me", Name = "Grace" };
    private readonly FakeBrowser _browser = new();
    private readonly ChatConnection _connection = new(new ChatConnectionOptions
    {
        Hub = new Uri("http://127.0.0.1:1/hubs/chat"),
        AccessToken = _ => Task.FromResult<string?>("token"),
    });

    public ChatParts()
    {
        Drafts = NewDrafts();
        Rooms = new RoomList(_user, Drafts, TimeProvider.System);
        Reading = new ReadingPosition(
            _connection, Rooms, new PageActivity(_connection, () => { }), new ReadReceipts(new LocalStorage(_browser)), () => { });
        Alerts = new MentionAlerts(_user.User, Reading);
    }

    public DraftEditor Drafts { get; }

    public RoomList Rooms { get; }

    public ReadingPosition Reading { get; }

    public MentionAlerts Alerts { get; }

    /// <summary>The drafts as they are after a reload.</summary>
    public DraftEditor NewDrafts() => new(
        new DraftStorage(new TabStorage(_browser), _user.User), new TypingSignals(_connection, _user.User), () => { });

    /// <summary>A message that arrives in a room.</summary>
    public static RoomUpdate Message(OpenRoom room, string text, string user = "guest-1") => new(
        room.Name,
        [new RoomEvent { Seq = room.Timeline.LastSeq + 1, Kind = EventKind.Message, User = user, Name = "Ada", Id = "id", Text = text }],
        Reset: false,
        Live: true);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
