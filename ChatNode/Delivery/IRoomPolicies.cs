namespace AspireChat.ChatNode.Delivery;

/// <summary>Where an open room has its rules from.</summary>
internal interface IRoomPolicies
{
    /// <summary>Keeps the rules of a room at hand from now on.</summary>
    Task<RoomPolicy> OpenAsync(string room);

    /// <summary>The room was closed on this node.</summary>
    void Close(string room);
}
