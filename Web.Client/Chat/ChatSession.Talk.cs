using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Chat.Files;
using AspireChat.Web.Client.Chat.Talk;
using AspireChat.Web.Client.Chat.Timeline;

namespace AspireChat.Web.Client.Chat;

/// <content>Files, pins, search, questions and what messages were before.</content>
public sealed partial class ChatSession
{
    private SessionInfo? _talkSession;

    /// <summary>Adds a file to the next message, and uploads it.</summary>
    public Task AddFileAsync(OpenRoom room, DraftFile file, FileUploads uploads)
    {
        room.Talk.Files.Add(file);
        return UploadAsync(room, file, uploads);
    }

    /// <summary>Uploads a file, once more if need be.</summary>
    public async Task UploadAsync(OpenRoom room, DraftFile file, FileUploads uploads)
    {
        (file.Problem, file.Part) = (null, 0);
        room.RaiseChanged();
        await uploads.UploadAsync(file, room.RaiseChanged);
        KeepFiles(room);
    }

    /// <summary>Takes a file out of the next message.</summary>
    public Task RemoveFileAsync(OpenRoom room, DraftFile file, FileUploads uploads)
    {
        room.Talk.Files.Remove(file);
        KeepFiles(room);
        room.RaiseChanged();
        return uploads.ForgetAsync(file);
    }

    /// <summary>Sends a message with the files that are uploaded for it.</summary>
    public void SendWithFiles(OpenRoom room, string text, long? replyTo)
    {
        var files = room.Talk.Files.Uploaded;
        Send(room, text, replyTo, id: null, files);

        room.Talk.Files.Clear();
        KeepFiles(room);
        room.RaiseChanged();
    }

    /// <summary>Opens a panel beside the messages, or closes it if it is the one that is open.</summary>
    public static void Toggle(OpenRoom room, TalkPanel panel)
    {
        room.Talk.Panel = room.Talk.Panel == panel ? TalkPanel.None : panel;
        room.RaiseChanged();
    }

    /// <summary>Pins a message, or takes the pin out.</summary>
    public Task PinAsync(OpenRoom room, long seq, bool remove) => ChangeAsync(room, () => _connection.PinAsync(room.Name, seq, remove));

    /// <summary>Gives a question the user's voice, or takes it back.</summary>
    public Task VoteAsync(OpenRoom room, TimelineMessage question) =>
        ChangeAsync(room, () => _connection.VoteAsync(room.Name, question.Seq, remove: question.HasVote(User.User)));

    /// <summary>Lets a question through, or drops it.</summary>
    public async Task DecideAsync(OpenRoom room, Question question, bool approve)
    {
        await ChangeAsync(room, () => approve ? _connection.ApproveAsync(room.Name, question.Id) : _connection.DismissAsync(room.Name, question.Id));
        await LoadQuestionsAsync(room);
    }

    /// <summary>The room's messages that contain a text.</summary>
    /// <exception cref="ChatException">The server refused, or cannot be reached.</exception>
    public Task<SearchResult> SearchAsync(OpenRoom room, string text, long before = 0) => _connection.SearchAsync(room.Name, text, before);

    /// <summary>What a message was before it was edited or withdrawn.</summary>
    /// <exception cref="ChatException">The server refused, or cannot be reached.</exception>
    public Task<MessageHistoryResult> HistoryOfAsync(OpenRoom room, long seq) => _connection.MessageHistoryAsync(room.Name, seq);

    private void KeepFiles(OpenRoom room) => _kept.KeepFiles(room.Name, room.Talk.Files.Uploaded);

    private void OnTalkNotified(Notice notice)
    {
        if (notice.Kind == NoticeKind.Question && _rooms.Find(room => room.Name == notice.Room) is { Connected: not null } room)
        {
            _ = LoadQuestionsAsync(room);
        }
    }

    // Notices that came meanwhile are lost: ask how things are.
    private void OnTalkConnection()
    {
        if (Node is { } node && !ReferenceEquals(node, _talkSession))
        {
            var first = _talkSession is null;
            _talkSession = node;
            foreach (var room in first ? [] : _rooms.Where(room => room.Connected is not null).ToArray())
            {
                _ = LoadTalkAsync(room);
            }
        }
    }

    private void OnTalkUpdated(OpenRoom room, RoomUpdate update)
    {
        if (room.Connected is null)
        {
            return;
        }

        if (update.Reset || update.Events.Any(happened => happened.Kind == EventKind.Pin
            || (happened is { Kind: EventKind.Edit or EventKind.Delete, Target: { } target } && room.Talk.IsPinned(target))))
        {
            _ = LoadPinsAsync(room);
        }
    }

    private async Task LoadTalkAsync(OpenRoom room)
    {
        await LoadPinsAsync(room);
        await LoadQuestionsAsync(room);
    }

    private Task LoadPinsAsync(OpenRoom room) => AskAsync(async () =>
    {
        room.Talk.SetPins((await _connection.PinsAsync(room.Name)).Events);
        room.RaiseChanged();
    });

    private async Task LoadQuestionsAsync(OpenRoom room)
    {
        if (room.HasQuestions)
        {
            await AskAsync(async () =>
            {
                room.Talk.Waiting = (await _connection.QuestionsAsync(room.Name)).Questions;
                room.RaiseChanged();
            });
        }
    }

    private static async Task AskAsync(Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (Exception failure) when (failure is ChatException or OperationCanceledException or ObjectDisposedException)
        {
            // The next connection asks again.
        }
    }
}
