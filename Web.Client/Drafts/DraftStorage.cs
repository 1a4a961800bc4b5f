using System.Text.Json.Serialization.Metadata;
using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Browser;

namespace AspireChat.Web.Client.Drafts;

/// <summary>
/// Saves across a reload: drafts, replies and edits in progress, and unsent messages. Stored per tab, like the session, and per user:
/// the next user who signs in to this tab must not send them.
/// </summary>
internal sealed class DraftStorage(TabStorage storage, string user)
{
    private string UnsentKey => $"unsent:{user}";

    private string KeptKey => $"kept:{user}";

    /// <summary>The text typed in a room and not sent.</summary>
    public string GetText(string room) => storage.Get(TextKey(room)) ?? "";

    /// <summary>Saves the text typed in a room.</summary>
    public void SaveText(string room, string text) => storage.Set(TextKey(room), text.Length == 0 ? null : text);

    /// <summary>The files uploaded in a room and not sent.</summary>
    public IReadOnlyList<Attachment> GetFiles(string room) => storage.Get(FilesKey(room), DraftJson.Default.AttachmentArray) ?? [];

    /// <summary>Saves the files uploaded in a room.</summary>
    public void SaveFiles(string room, IReadOnlyList<Attachment> files) => Save(FilesKey(room), files, DraftJson.Default.AttachmentArray);

    /// <summary>The reply or edit in progress in a room; null if there is none.</summary>
    public DraftIntent? GetIntent(string room) => storage.Get(IntentKey(room), DraftJson.Default.DraftIntent);

    /// <summary>Saves the reply or edit in progress in a room.</summary>
    public void SaveIntent(string room, DraftIntent intent) =>
        storage.Set(IntentKey(room), intent == DraftIntent.None ? null : intent, DraftJson.Default.DraftIntent);

    /// <summary>The messages that were in the outbox.</summary>
    public IReadOnlyList<UnsentMessage> GetUnsent() => storage.Get(UnsentKey, DraftJson.Default.UnsentMessageArray) ?? [];

    /// <summary>Saves the messages in the outbox.</summary>
    public void SaveUnsent(IEnumerable<OutboxMessage> messages) => Save(
        UnsentKey,
        [
            .. messages.Select(message => new UnsentMessage(message.Room, message.Id, message.Text, message.ReplyTo, message.Attachments)),
        ],
        DraftJson.Default.UnsentMessageArray);

    /// <summary>The texts kept from rooms that are closed to the user.</summary>
    public IReadOnlyList<KeptText> GetKept() => storage.Get(KeptKey, DraftJson.Default.KeptTextArray) ?? [];

    /// <summary>Saves the texts kept from rooms that are closed to the user.</summary>
    public void SaveKept(IReadOnlyList<KeptText> texts) => Save(KeptKey, texts, DraftJson.Default.KeptTextArray);

    /// <summary>Deletes everything saved for a room.</summary>
    public void Delete(string room)
    {
        storage.Set(TextKey(room), null);
        storage.Set(FilesKey(room), null);
        storage.Set(IntentKey(room), null);
    }

    /// <summary>Deletes everything saved for these rooms, the unsent messages and the kept texts.</summary>
    public void DeleteAll(IEnumerable<string> rooms)
    {
        storage.Set(UnsentKey, null);
        storage.Set(KeptKey, null);
        foreach (var room in rooms)
        {
            Delete(room);
        }
    }

    private void Save<T>(string key, IReadOnlyList<T> values, JsonTypeInfo<T[]> type) =>
        storage.Set(key, values.Count == 0 ? null : [.. values], type);

    private string IntentKey(string room) => $"intent:{user}:{room}";

    private string FilesKey(string room) => $"files:{user}:{room}";

    private string TextKey(string room) => $"draft:{user}:{room}";
}
