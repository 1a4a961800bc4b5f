namespace AspireChat.Web.Client.Chat;

/// <summary>The dialogs of the chat page.</summary>
public enum DialogKind
{
    /// <summary>The rooms that anyone can join.</summary>
    BrowseRooms,

    /// <summary>Create a room.</summary>
    NewRoom,

    /// <summary>Start a direct conversation.</summary>
    NewMessage,

    /// <summary>The room's settings and invitations.</summary>
    Settings,

    /// <summary>Confirm leaving the room.</summary>
    Leave,
}
