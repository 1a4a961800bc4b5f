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

    /// <summary>Changes the text of one of the user's messages.</summary>
    /// <returns>Whether it was done; otherwise the room has a problem.</returns>
    public Task<bool> EditAsync(OpenRoom room, TimelineMessage message, string text) =>
        ChangeAsync(room, () => _connection.EditAsync(room.Name, message.Seq, text));

    /// <summary>Withdraws one of the user's messages.</summary>
    /// <returns>Whether it was done; otherwise the room has a problem.</returns>
    public Task<bool> DeleteAsync(OpenRoom room, TimelineMessage message) =>
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

    /// <summary>Keeps what the user is about to do with a room's messages.</summary>
    public void KeepIntent(OpenRoom room)
    {
        var intent = new KeptIntent(room.ReplyTo?.Seq, room.Changing is { Deleting: false } editing ? editing.Message.Seq : null, room.EditText);
        if (room.Intent is { } kept && kept != intent)
        {
            room.Intent = intent;
            _kept.KeepIntent(room.Name, intent);
        }
    }

    /// <summary>Takes up what the user was about to do, once the room's messages are here; an edit that has come about is over.</summary>
    private void RestoreIntent(OpenRoom room, RoomUpdate update)
    {
        if (room.Intent is null)
        {
            var kept = _kept.Intent(room.Name) ?? KeptIntent.None;
            room.Intent = kept;
            room.Answer(kept.ReplyTo is { } seq && room.Timeline.Find(seq) is { Deleted: false } original ? original : null);
            if (kept is { Editing: { } target, Text: { } text } && room.Timeline.Find(target) is { Deleted: false } message && message.Text != text.Trim())
            {
                room.Change(message, text: text);
            }

            KeepIntent(room);
        }
        else if (room is { Changing: { Deleting: false } editing, EditText: { } text } && editing.Message.Text == text.Trim()
            && update.Events.Any(happened => happened.Kind == EventKind.Edit && happened.Target == editing.Message.Seq))
        {
            room.Change(null);
        }
    }

    private static async Task<bool> ChangeAsync(OpenRoom room, Func<Task> change)
    {
        try
        {
            await change();
            room.SetProblem(null);
            return true;
        }
        catch (ChatException refused)
        {
            room.SetProblem(Refusals.Of(refused));
            return false;
        }
        catch (ObjectDisposedException)
        {
            return false; // Signed out meanwhile.
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
}
