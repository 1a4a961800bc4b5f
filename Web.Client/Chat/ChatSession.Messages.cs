using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Chat.Timeline;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Chat;

/// <content>What is done to messages, and who is typing.</content>
public sealed partial class ChatSession
{
    /// <summary>Most pages that are fetched to find a message that another one answers.</summary>
    private const int MaxPagesBack = 40;

    private static readonly TimeSpan TypingEvery = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan TypingShown = TimeSpan.FromSeconds(5);

    private DateTimeOffset _saidTyping;

    /// <summary>Somebody mentions the user, or writes to them directly, where they do not look.</summary>
    public event Action<OpenRoom, RoomEvent>? Mentioned;

    /// <summary>Whether the page can be seen and has the focus; what comes in while it has not counts as unread.</summary>
    public bool Watching { get; private set; } = true;

    /// <summary>The page has come into view, or gone out of it.</summary>
    public void Watch(bool watching)
    {
        Watching = watching;
        if (watching && _current is { } room)
        {
            if (room.Unread > 0)
            {
                room.MarkRead();
            }

            SayRead(room);
            Changed?.Invoke();
        }
    }

    /// <summary>Changes the text of one of the user's messages.</summary>
    public Task EditAsync(OpenRoom room, TimelineMessage message, string text) =>
        ChangeAsync(room, () => _connection.EditAsync(room.Name, message.Seq, text));

    /// <summary>Withdraws one of the user's messages.</summary>
    public Task DeleteAsync(OpenRoom room, TimelineMessage message) =>
        ChangeAsync(room, () => _connection.DeleteAsync(room.Name, message.Seq));

    /// <summary>Puts an emoji on a message, or takes the user's own back.</summary>
    public Task ToggleAsync(OpenRoom room, TimelineMessage message, string emoji) =>
        ChangeAsync(room, () => _connection.ReactAsync(room.Name, message.Seq, emoji, remove: message.HasReaction(emoji, User.User)));

    /// <summary>Keeps what is typed, and tells the others that something is, every three seconds at most.</summary>
    public void Typed(OpenRoom room, string draft)
    {
        room.Draft = draft;
        _kept.KeepDraft(room.Name, draft);
        var now = DateTimeOffset.UtcNow;
        if (draft.Length > 0 && now - _saidTyping >= TypingEvery && Status == ConnectionStatus.Online && room.Connected is not null)
        {
            _saidTyping = now;
            _ = SayTypingAsync(room);
        }
    }

    /// <summary>Fetches older messages until this one is there. False when it is not to be had.</summary>
    public async Task<bool> FindAsync(OpenRoom room, long seq)
    {
        for (var page = 0; page < MaxPagesBack && room.Timeline.FirstSeq > seq && room.Timeline.HasOlder; page++)
        {
            var first = room.Timeline.FirstSeq;
            await LoadOlderAsync(room);
            if (room.Timeline.FirstSeq == first)
            {
                break;
            }
        }

        return room.Timeline.Find(seq) is not null;
    }

    private static async Task ChangeAsync(OpenRoom room, Func<Task> change)
    {
        try
        {
            await change();
            room.SetProblem(null);
        }
        catch (ChatException refused)
        {
            room.SetProblem(Refusals.Of(refused));
        }
    }

    private async Task SayTypingAsync(OpenRoom room)
    {
        try
        {
            await _connection.TypingAsync(room.Name);
        }
        catch (ChatException)
        {
            // Nobody misses it.
        }
    }

    private void ShowTyping(OpenRoom room, RoomUpdate update)
    {
        foreach (var typing in update.Events.Where(happened => happened.Kind == EventKind.Typing && happened.User != User.User))
        {
            room.SetTyping(new RoomUser { User = typing.User, Name = typing.Name ?? typing.User }, DateTimeOffset.UtcNow + TypingShown);
            _ = EndTypingAsync(room);
        }
    }

    private static async Task EndTypingAsync(OpenRoom room)
    {
        await Task.Delay(TypingShown + TimeSpan.FromMilliseconds(50));
        room.EndTyping(DateTimeOffset.UtcNow);
    }

    private void TellOfMentions(OpenRoom room, RoomUpdate update)
    {
        if (room == _current && Watching)
        {
            return;
        }

        var others = update.Events.Where(happened => happened.Kind == EventKind.Message && happened.User != User.User);
        foreach (var message in update.Live ? others : others.Where(message => message.Seq > room.ReadUpTo))
        {
            if (room.IsDirect || room.Mentions.IsMe(message.Text ?? ""))
            {
                Mentioned?.Invoke(room, message);
            }
        }
    }
}
