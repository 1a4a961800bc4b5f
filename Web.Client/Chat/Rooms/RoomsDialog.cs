namespace AspireChat.Web.Client.Chat.Rooms;

/// <summary>What can be open over the chat page.</summary>
public enum RoomsDialog
{
    /// <summary>The rooms that everybody may join.</summary>
    Directory,

    /// <summary>Making a room.</summary>
    NewRoom,

    /// <summary>Beginning a conversation with some people.</summary>
    NewMessage,

    /// <summary>The room's settings and invitations.</summary>
    Settings,

    /// <summary>Whether to leave the room.</summary>
    Leave,
}
