using System.Text.Json.Serialization;

namespace AspireChat.Store.Moderation;

/// <summary>What a node has to look at again, as it stands in the list of changes.</summary>
/// <param name="Kind">One of the constants.</param>
/// <param name="Room">The room, where it is about one.</param>
/// <param name="User">The user, where it is about one.</param>
/// <param name="Text">What to tell those whom it concerns.</param>
public sealed record PolicyChange(string Kind, string? Room = null, string? User = null, string? Text = null)
{
    /// <summary>The ban, the mute or the sessions of a user.</summary>
    public const string UserChanged = "user";

    /// <summary>The settings, roles or mutes of a room.</summary>
    public const string RoomChanged = "room";

    /// <summary>A user was taken out of a room.</summary>
    public const string MemberRemoved = "removed";

    /// <summary>A room is being deleted.</summary>
    public const string RoomDeleted = "deleted";

    /// <summary>Returns the change of a user's ban, mute or sessions.</summary>
    public static PolicyChange OfUser(string user, string? text = null) => new(UserChanged, User: user, Text: text);

    /// <summary>Returns the change of a room's settings, roles or mutes.</summary>
    public static PolicyChange OfRoom(string room) => new(RoomChanged, room);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PolicyChange))]
internal sealed partial class PolicyJson : JsonSerializerContext;
