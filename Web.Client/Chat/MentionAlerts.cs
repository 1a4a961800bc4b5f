using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Rooms;

namespace AspireChat.Web.Client.Chat;

/// <summary>Tells of mentions and direct messages that the user does not see on the screen.</summary>
public sealed class MentionAlerts
{
    private readonly string _user;
    private readonly ReadingPosition _reading;

    internal MentionAlerts(string user, ReadingPosition reading) => (_user, _reading) = (user, reading);

    /// <summary>A message mentions the user or is a direct message, and its room is not on the screen.</summary>
    public event Action<OpenRoom, RoomEvent>? Mentioned;

    internal void OnUpdated(OpenRoom room, RoomUpdate update)
    {
        if (_reading.IsVisible(room))
        {
            return;
        }

        var others = update.Events.Where(entry => entry.Kind == EventKind.Message && entry.User != _user);
        foreach (var message in update.Live ? others : others.Where(message => message.Seq > room.Read.ReadUpTo))
        {
            if (room.IsDirect || room.Mentions.IsMe(message.Text ?? ""))
            {
                Mentioned?.Invoke(room, message);
            }
        }
    }
}
