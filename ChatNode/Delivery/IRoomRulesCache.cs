namespace AspireChat.ChatNode.Delivery;

/// <summary>Provides the rules of open rooms. Delivery knows no more of moderation than this.</summary>
internal interface IRoomRulesCache
{
    /// <summary>Reads the rules of a room and keeps them up to date from now on.</summary>
    Task<CachedRoomRules> OpenAsync(string room);

    /// <summary>Drops the rules of a room that was closed on this node.</summary>
    void Close(string room);
}
