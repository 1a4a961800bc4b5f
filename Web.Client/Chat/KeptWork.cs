using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Browser;

namespace AspireChat.Web.Client.Chat;

/// <summary>
/// What a reload must not lose: drafts, what they answer, edits, and messages that are not stored yet. In the tab's own storage, like the session, and each user's for itself:
/// whoever signs in next in this tab must not send them.
/// </summary>
internal sealed class KeptWork(BrowserStorage storage, string user)
{
    private string UnsentKey => $"unsent:{user}";

    /// <summary>What was typed in a room and not sent.</summary>
    public string Draft(string room) => storage.Get(DraftKey(room)) ?? "";

    /// <summary>Keeps what is typed.</summary>
    public void KeepDraft(string room, string draft) => storage.Set(DraftKey(room), draft.Length == 0 ? null : draft);

    /// <summary>The files that were uploaded in a room and not sent.</summary>
    public IReadOnlyList<Attachment> Files(string room) => storage.Get(FilesKey(room), KeptJson.Default.AttachmentArray) ?? [];

    /// <summary>Keeps the files that are uploaded.</summary>
    public void KeepFiles(string room, IReadOnlyList<Attachment> files)
    {
        if (files.Count == 0)
        {
            storage.Set(FilesKey(room), null);
        }
        else
        {
            storage.Set(FilesKey(room), [.. files], KeptJson.Default.AttachmentArray);
        }
    }

    /// <summary>What the user was about to do with messages of a room; null for nothing.</summary>
    public KeptIntent? Intent(string room) => storage.Get(IntentKey(room), KeptJson.Default.KeptIntent);

    /// <summary>Keeps what the user is about to do.</summary>
    public void KeepIntent(string room, KeptIntent intent)
    {
        if (intent == KeptIntent.None)
        {
            storage.Set(IntentKey(room), null);
        }
        else
        {
            storage.Set(IntentKey(room), intent, KeptJson.Default.KeptIntent);
        }
    }

    /// <summary>The messages that were on their way.</summary>
    public IReadOnlyList<UnsentMessage> Unsent() => storage.Get(UnsentKey, KeptJson.Default.UnsentMessageArray) ?? [];

    /// <summary>Keeps the messages that are on their way.</summary>
    public void KeepUnsent(IEnumerable<OutboxMessage> messages)
    {
        UnsentMessage[] unsent =
        [
            .. messages.Select(message => new UnsentMessage(message.Room, message.Id, message.Text, message.ReplyTo, message.Attachments)),
        ];
        if (unsent.Length == 0)
        {
            storage.Set(UnsentKey, null);
        }
        else
        {
            storage.Set(UnsentKey, unsent, KeptJson.Default.UnsentMessageArray);
        }
    }

    /// <summary>Forgets all of it.</summary>
    public void Forget(IEnumerable<string> rooms)
    {
        storage.Set(UnsentKey, null);
        foreach (var room in rooms)
        {
            storage.Set(DraftKey(room), null);
            storage.Set(FilesKey(room), null);
            storage.Set(IntentKey(room), null);
        }
    }

    private string IntentKey(string room) => $"intent:{user}:{room}";

    private string FilesKey(string room) => $"files:{user}:{room}";

    private string DraftKey(string room) => $"draft:{user}:{room}";
}
