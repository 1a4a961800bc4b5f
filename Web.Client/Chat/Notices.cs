using AspireChat.Contracts;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Chat;

/// <summary>What the server tells this user, or everybody: acts on it, and shows what the user has to know.</summary>
public sealed class Notices
{
    /// <summary>How long a notice that gives the reason of a removal may come after the one that the room is left.</summary>
    private static readonly TimeSpan ReasonDelay = TimeSpan.FromSeconds(2);

    private readonly List<BannerMessage> _shown = [];
    private readonly RoomList _rooms;
    private readonly RoomJoins _joins;
    private readonly RoomListing _listing;
    private readonly PinsAndQuestions _pinsAndQuestions;
    private readonly Action _changed;

    internal Notices(RoomList rooms, RoomJoins joins, RoomListing listing, PinsAndQuestions pinsAndQuestions, Action changed) =>
        (_rooms, _joins, _listing, _pinsAndQuestions, _changed) = (rooms, joins, listing, pinsAndQuestions, changed);

    /// <summary>The server has ended the session, for this reason.</summary>
    public event Action<string>? SessionEnded;

    /// <summary>The messages to show, oldest first.</summary>
    public IReadOnlyList<BannerMessage> Shown => _shown;

    /// <summary>Removes a message that the user has read.</summary>
    public void Dismiss(BannerMessage message)
    {
        _shown.Remove(message);
        _changed();
    }

    internal void OnNotified(Notice notice)
    {
        var text = notice.Text ?? "";
        switch (notice.Kind)
        {
            case NoticeKind.Read when notice is { Room: { } name, Seq: { } seq }:
                _rooms.Find(name)?.Read.ApplyReadElsewhere(seq);
                _changed();
                break;
            case NoticeKind.Standing when notice.Room is { } name:
                _rooms.Find(name)?.Refresh();
                break;
            case NoticeKind.Question:
                _pinsAndQuestions.OnNotice(notice);
                break;
            case NoticeKind.Joined or NoticeKind.Left or NoticeKind.Direct or NoticeKind.Invited when notice.Room is { } name:
                _ = OnMembershipChangedAsync(name, notice);
                break;
            case NoticeKind.Removed when notice.Room is { } name:
                Show(text.Length > 0 ? Say.With(Words.RoomsRemovedBecause, Label(name), text) : Say.With(Words.RoomsRemoved, Label(name)));
                _joins.Drop(name);
                break;
            case NoticeKind.Deleted when notice.Room is { } name:
                Show(Say.With(Words.RoomsDeleted, Label(name)));
                _joins.Drop(name);
                break;
            case NoticeKind.Announcement or NoticeKind.Operator:
                Show(text, isAnnouncement: true);
                break;
            case NoticeKind.Banned:
                SessionEnded?.Invoke(Say.With(Words.RoomsBanned, text));
                break;
            case NoticeKind.Kicked:
                SessionEnded?.Invoke(Say.With(Words.RoomsKicked, text));
                break;
        }
    }

    private async Task OnMembershipChangedAsync(string name, Notice notice)
    {
        var known = _rooms.Find(name);
        if (known is not null && notice.Kind is NoticeKind.Joined)
        {
            return; // Usually on the device that joined.
        }

        if (notice.Kind == NoticeKind.Left)
        {
            await Task.Delay(ReasonDelay); // A removed member gets the reason by another notice, as long as the connection is in the room.
        }

        await _listing.RefreshAsync(name);
        if (known is null && _rooms.Find(name) is { } room)
        {
            room.JoinedForUnread |= notice.Kind == NoticeKind.Direct && !room.Loaded;
            if (notice.Kind == NoticeKind.Invited)
            {
                Show(Say.With(Words.RoomsInvited, notice.Text ?? "", room.Label));
            }
        }
    }

    private string Label(string name) => _rooms.Find(name)?.Label ?? $"#{name}";

    private void Show(string text, bool isAnnouncement = false)
    {
        _shown.Add(new BannerMessage(text, isAnnouncement));
        _changed();
    }
}
