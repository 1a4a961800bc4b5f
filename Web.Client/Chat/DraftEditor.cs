using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Drafts;
using AspireChat.Web.Client.Files;
using AspireChat.Web.Client.Rooms;

namespace AspireChat.Web.Client.Chat;

/// <summary>Changes the rooms' drafts and saves each change, so that a reload loses nothing.</summary>
public sealed class DraftEditor
{
    private readonly DraftStorage _storage;
    private readonly TypingSignals _typing;
    private readonly Action _changed;

    private readonly List<KeptText> _kept;
    private readonly HashSet<OpenRoom> _closed = [];

    internal DraftEditor(DraftStorage storage, TypingSignals typing, Action changed) =>
        (_storage, _typing, _changed, _kept) = (storage, typing, changed, [.. storage.GetKept()]);

    /// <summary>The texts and files that were not sent before their rooms were closed to the user, oldest first.</summary>
    public IReadOnlyList<KeptText> Kept => _kept;

    /// <summary>Forgets a kept text: the user does not need it any more.</summary>
    public void Forget(KeptText text)
    {
        _kept.Remove(text);
        _storage.SaveKept(_kept);
        _changed();
    }

    /// <summary>Adds a kept text and its files to the next message of a room.</summary>
    public void Reuse(KeptText kept, OpenRoom room)
    {
        SetText(room, room.Draft.Text.Trim().Length == 0 ? kept.Text : $"{room.Draft.Text}\n{kept.Text}".TrimEnd());
        room.Draft.Files.Restore(kept.Files ?? []);
        room.Draft.Reused++;
        SaveFiles(room);
        Forget(kept);
        room.RaiseChanged();
    }

    /// <summary>Sets the text of the next message, and tells the others that the user is typing.</summary>
    public void SetText(OpenRoom room, string text)
    {
        room.Draft.Text = text;
        _storage.SaveText(room.Name, text);
        if (text.Length > 0)
        {
            _typing.Send(room);
        }
    }

    /// <summary>Sets the text of the message being edited.</summary>
    public void SetEditText(OpenRoom room, string text)
    {
        room.Draft.EditText = text;
        SaveIntent(room);
    }

    /// <summary>Adds a file to the next message, and uploads it.</summary>
    public Task AddFileAsync(OpenRoom room, DraftFile file, FileUploads uploads)
    {
        room.Draft.Files.Add(file);
        return UploadAsync(room, file, uploads);
    }

    /// <summary>Uploads a file, again if the first upload failed.</summary>
    public async Task UploadAsync(OpenRoom room, DraftFile file, FileUploads uploads)
    {
        (file.Problem, file.Progress) = (null, 0);
        room.RaiseChanged();
        await uploads.UploadAsync(file, room.RaiseChanged);
        if (!_closed.Contains(room))
        {
            SaveFiles(room);
        }
        else if (file.Uploaded is { } late)
        {
            Keep(new KeptText(room.Label, "", [late]));
        }
    }

    /// <summary>Removes a file from the next message.</summary>
    public Task RemoveFileAsync(OpenRoom room, DraftFile file, FileUploads uploads)
    {
        room.Draft.Files.Remove(file);
        SaveFiles(room);
        room.RaiseChanged();
        return uploads.CancelAsync(file);
    }

    /// <summary>The files of the next message, which are sent now.</summary>
    internal void ClearFiles(OpenRoom room)
    {
        room.Draft.Files.Clear();
        SaveFiles(room);
        room.RaiseChanged();
    }

    /// <summary>Restores what is saved for a new room, and saves its changes from now on.</summary>
    internal void Attach(OpenRoom room)
    {
        room.Draft.Text = _storage.GetText(room.Name);
        room.Draft.Files.Restore(_storage.GetFiles(room.Name));
        room.Changed += () => SaveIntent(room);
    }

    /// <summary>Restores the reply or edit in progress once the messages are loaded, and ends an edit once its event has arrived.</summary>
    internal void OnUpdated(OpenRoom room, RoomUpdate update)
    {
        var draft = room.Draft;
        if (draft.SavedIntent is null)
        {
            var saved = _storage.GetIntent(room.Name) ?? DraftIntent.None;
            draft.SavedIntent = saved;
            draft.Reply(saved.ReplyTo is { } seq && room.Timeline.Find(seq) is { Deleted: false } original ? original : null);
            if (saved is { Editing: { } target, Text: { } text }
                && room.Timeline.Find(target) is { Deleted: false } message && message.Text != text.Trim())
            {
                draft.Edit(message, text);
            }

            SaveIntent(room);
        }
        else if (draft is { Editing: { } editing, EditText: { } text } && editing.Text == text.Trim()
            && update.Events.Any(entry => entry.Kind == EventKind.Edit && entry.Target == editing.Seq))
        {
            draft.Cancel();
        }
    }

    /// <summary>Keeps what was not sent in a room that is closed to the user, to offer it.</summary>
    internal void Keep(OpenRoom room)
    {
        var draft = room.Draft;
        foreach (var message in room.Timeline.Pending.Where(message => message.State != OutboxState.Sent))
        {
            Keep(new KeptText(room.Label, message.Text, message.Attachments));
        }

        Keep(new KeptText(room.Label, draft.EditText ?? ""));
        Keep(new KeptText(room.Label, draft.Text, draft.Files.Uploaded));
        _closed.Add(room);
        _storage.Delete(room.Name);
    }

    private void Keep(KeptText kept)
    {
        if (kept.Text.Trim().Length > 0 || kept.Files is { Count: > 0 })
        {
            _kept.RemoveAll(kept.IsSame);
            _kept.Add(kept);
            _storage.SaveKept(_kept);
            _changed();
        }
    }

    internal void Delete(OpenRoom room) => _storage.Delete(room.Name);

    private void SaveFiles(OpenRoom room) => _storage.SaveFiles(room.Name, room.Draft.Files.Uploaded);

    private void SaveIntent(OpenRoom room)
    {
        var draft = room.Draft;
        var intent = new DraftIntent(draft.ReplyTo?.Seq, draft.Editing?.Seq, draft.EditText);
        if (draft.SavedIntent is { } saved && saved != intent)
        {
            draft.SavedIntent = intent;
            _storage.SaveIntent(room.Name, intent);
        }
    }
}
