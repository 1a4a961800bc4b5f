namespace AspireChat.Web.Client.Rooms;

/// <summary>The panel open beside a room's messages.</summary>
public enum SidePanel
{
    /// <summary>No panel.</summary>
    None,

    /// <summary>Search.</summary>
    Search,

    /// <summary>Pinned messages.</summary>
    Pins,

    /// <summary>Questions.</summary>
    Questions,
}
