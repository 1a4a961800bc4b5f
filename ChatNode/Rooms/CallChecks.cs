using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.ChatNode.Rooms;

/// <summary>The checks that calls have in common. Each refuses the call with a <see cref="HubException"/>.</summary>
internal static class CallChecks
{
    /// <summary>What a call costs that reads many rooms; a send costs 1.</summary>
    public const int ListCost = 3;

    /// <summary>What joining a room costs the user and the network: a client joins all its rooms at once after it has connected.</summary>
    private const double JoinCost = 0.2;

    /// <summary>What a call costs the user and the network that a page makes by itself: reading, and telling what was read.</summary>
    private const double ReadCost = 0.2;

    private const int DefaultPage = 50;
    private const int MaxPage = 100;

    /// <summary>Returns the room with this name, which the connection must have joined.</summary>
    public static Room Joined(this ClientConnection client, string? room)
    {
        CheckRoomName(room);
        return client.In(room!)?.Room ?? throw Refusal.NotMember(room!);
    }

    /// <summary>
    /// Returns the room with this name, which the connection must have joined and in which the user must be allowed to write now.
    /// </summary>
    public static Room Writable(this RoomPermissions permissions, ClientConnection client, string? name)
    {
        var room = client.Joined(name);
        permissions.CheckMayWrite(room, client.Caller);
        return room;
    }

    /// <summary>Charges a call to the allowance of the connection, its user and its network.</summary>
    public static void Charge(this ClientConnection client, double cost = 1)
    {
        if (client.Allowance.TryTake(cost) is { } limit)
        {
            throw Refusal.RateLimited(limit);
        }
    }

    /// <summary>Charges joining a room to the allowance of the user and the network.</summary>
    public static void ChargeJoin(this ClientConnection client) => client.ChargeShared(JoinCost);

    /// <summary>Charges reading a joined room to the allowance of the user and the network.</summary>
    public static void ChargeRead(this ClientConnection client) => client.ChargeShared(ReadCost);

    private static void ChargeShared(this ClientConnection client, double cost)
    {
        if (client.Allowance.TryTakeShared(cost) is { } limit)
        {
            throw Refusal.RateLimited(limit);
        }
    }

    public static void CheckRoomName(string? room)
    {
        if (!RoomName.IsValid(room))
        {
            throw Refusal.BadRoom();
        }
    }

    public static void CheckLength(string? text, string name, int max)
    {
        if (text?.Length > max)
        {
            throw Refusal.BadRequest($"'{name}' has at most {max} characters.");
        }
    }

    /// <summary>Checks a room's title, topic and description.</summary>
    public static void CheckTexts(string? title, string? topic, string? description)
    {
        CheckLine(title, "title", RoomSettings.MaxTitleLength);
        CheckLine(topic, "topic", RoomSettings.MaxTopicLength);
        CheckText(description, "description", RoomSettings.MaxDescriptionLength);
    }

    /// <summary>Checks the reason that a moderator gives.</summary>
    public static void CheckReason(string? reason) => CheckText(reason, "reason", Sanction.MaxReasonLength);

    private static void CheckLine(string? text, string name, int max)
    {
        CheckLength(text, name, max);
        if (text is not null && !DisplayText.IsLine(text))
        {
            throw Refusal.BadRequest($"'{name}' {DisplayText.LineRule}.");
        }
    }

    private static void CheckText(string? text, string name, int max)
    {
        CheckLength(text, name, max);
        if (text is not null && !DisplayText.IsText(text))
        {
            throw Refusal.BadRequest($"'{name}' {DisplayText.TextRule}.");
        }
    }

    public static void CheckNotDirect(Room room)
    {
        if (RoomName.IsDirect(room.Name))
        {
            throw Refusal.NotInDirectRooms();
        }
    }

    /// <summary>Returns the size of a page; null means the default.</summary>
    public static int PageSize(int? limit) =>
        (limit ?? DefaultPage) is >= 1 and <= MaxPage and var size ? size : throw Refusal.BadRequest($"'limit' is 1 to {MaxPage}.");
}
