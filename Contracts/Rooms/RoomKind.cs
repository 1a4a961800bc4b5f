namespace AspireChat.Contracts;

/// <summary>What a room is.</summary>
public static class RoomKind
{
    /// <summary>A room in which members write.</summary>
    public const string Room = "room";

    /// <summary>The room of two or a few people; private, without owner.</summary>
    public const string Direct = "direct";

    /// <summary>Members ask; owners and moderators choose which questions everybody sees.</summary>
    public const string Questions = "questions";
}
