using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Rooms;

namespace AspireChat.Web.Client.Chat;

/// <summary>Tells others that the user is typing, and shows who else is.</summary>
internal sealed class TypingSignals(ChatConnection connection, string user)
{
    private static readonly TimeSpan SendInterval = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ShownFor = TimeSpan.FromSeconds(5);

    private DateTimeOffset _lastSent;

    /// <summary>Tells the others in a room, at most every three seconds.</summary>
    public void Send(OpenRoom room)
    {
        var now = DateTimeOffset.UtcNow;
        if (now - _lastSent >= SendInterval && connection.Status == ConnectionStatus.Online && room.Connected is not null)
        {
            _lastSent = now;
            _ = SendAsync(room);
        }
    }

    /// <summary>Shows who is typing, until five seconds after the last signal.</summary>
    public void OnUpdated(OpenRoom room, RoomUpdate update)
    {
        foreach (var typing in update.Events.Where(entry => entry.Kind == EventKind.Typing && entry.User != user))
        {
            room.Typing.Set(new RoomUser { User = typing.User, Name = typing.Name ?? typing.User }, DateTimeOffset.UtcNow + ShownFor);
            _ = ExpireAsync(room);
        }
    }

    private async Task SendAsync(OpenRoom room)
    {
        try
        {
            await connection.TypingAsync(room.Name);
        }
        catch (ChatException)
        {
            // A lost typing signal does no harm.
        }
    }

    private static async Task ExpireAsync(OpenRoom room)
    {
        await Task.Delay(ShownFor + TimeSpan.FromMilliseconds(50));
        room.Typing.Expire(DateTimeOffset.UtcNow);
    }
}
