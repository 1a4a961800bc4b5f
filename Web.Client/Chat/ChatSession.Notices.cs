using AspireChat.Contracts;
using AspireChat.Web.Client.Chat.Rooms;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Chat;

/// <content>What the server has to tell this user, or everybody.</content>
public sealed partial class ChatSession
{
    private static readonly TimeSpan RemovedWithin = TimeSpan.FromSeconds(2);

    private readonly List<ChatNews> _news = [];

    /// <summary>The server has ended the session, and says why.</summary>
    public event Action<string>? Refused;

    /// <summary>What the operator and others have to say, oldest first.</summary>
    public IReadOnlyList<ChatNews> News => _news;

    /// <summary>The user has seen it.</summary>
    public void Dismiss(ChatNews news)
    {
        _news.Remove(news);
        Changed?.Invoke();
    }

    private string Label(string name) => Find(name)?.Label ?? $"#{name}";

    private void Tell(string news)
    {
        _news.Add(new ChatNews(news));
        Changed?.Invoke();
    }

    private void OnNotified(Notice notice)
    {
        var text = notice.Text ?? "";
        switch (notice.Kind)
        {
            case NoticeKind.Read when notice is { Room: { } name, Seq: { } seq }:
                Find(name)?.ReadElsewhere(seq);
                Changed?.Invoke();
                break;
            case NoticeKind.Standing when notice.Room is { } name:
                Find(name)?.Refresh();
                break;
            case NoticeKind.Joined or NoticeKind.Left or NoticeKind.Direct or NoticeKind.Invited when notice.Room is { } name:
                _ = ListedAsync(name, notice);
                break;
            case NoticeKind.Removed when notice.Room is { } name:
                Tell(text.Length > 0 ? Say.With(Words.RoomsRemovedBecause, Label(name), text) : Say.With(Words.RoomsRemoved, Label(name)));
                Drop(name);
                break;
            case NoticeKind.Deleted when notice.Room is { } name:
                Tell(Say.With(Words.RoomsDeleted, Label(name)));
                Drop(name);
                break;
            case NoticeKind.Announcement or NoticeKind.Operator:
                Tell(text);
                break;
            case NoticeKind.Banned:
                Refused?.Invoke(Say.With(Words.RoomsBanned, text));
                break;
            case NoticeKind.Kicked:
                Refused?.Invoke(Say.With(Words.RoomsKicked, text));
                break;
        }
    }

    private async Task ListedAsync(string name, Notice notice)
    {
        var known = Find(name);
        if (known is not null && notice.Kind is NoticeKind.Joined)
        {
            return; // Most of all on the device that did it.
        }

        if (notice.Kind == NoticeKind.Left)
        {
            await Task.Delay(RemovedWithin); // Whoever was put out is told why by another notice, as long as the connection is in the room.
        }

        await RefreshAsync(name);
        if (known is null && Find(name) is { } room)
        {
            room.CameBack |= notice.Kind == NoticeKind.Direct && !room.Loaded;
            if (notice.Kind == NoticeKind.Invited)
            {
                Tell(Say.With(Words.RoomsInvited, notice.Text ?? "", room.Label));
            }
        }
    }
}
