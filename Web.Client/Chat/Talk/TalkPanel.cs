namespace AspireChat.Web.Client.Chat.Talk;

/// <summary>What can be open beside a room's messages.</summary>
public enum TalkPanel
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The search.</summary>
    Search,

    /// <summary>The pinned messages.</summary>
    Pins,

    /// <summary>The questions.</summary>
    Questions,
}
