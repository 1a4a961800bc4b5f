using System.Text.Json;
using System.Text.Json.Serialization;

namespace AspireChat.Store.Moderation;

/// <summary>An entry in the list of policy changes: what a node has to read again.</summary>
/// <param name="Kind">One of the constants.</param>
/// <param name="Room">The room, if the change is about one.</param>
/// <param name="User">The user, if the change is about one.</param>
/// <param name="Text">What to tell the users concerned.</param>
public sealed record PolicyChange(string Kind, string? Room = null, string? User = null, string? Text = null)
{
    /// <summary>A user's ban, mute or sessions changed.</summary>
    public const string UserChanged = "user";

    /// <summary>A room's settings, roles or mutes changed.</summary>
    public const string RoomChanged = "room";

    /// <summary>A user was removed from a room.</summary>
    public const string MemberRemoved = "removed";

    /// <summary>A user ended the membership in a room, on one of the user's devices.</summary>
    public const string MemberLeft = "left";

    /// <summary>A room is being deleted.</summary>
    public const string RoomDeleted = "deleted";

    /// <summary>The entry cannot be read, so anything may have changed.</summary>
    public static PolicyChange Unreadable { get; } = new("unreadable");

    /// <summary>A user's ban, mute or sessions changed.</summary>
    public static PolicyChange OfUser(string user, string? text = null) => new(UserChanged, User: user, Text: text);

    /// <summary>A room's settings, roles or mutes changed.</summary>
    public static PolicyChange OfRoom(string room) => new(RoomChanged, room);

    internal static PolicyChange Parse(string json)
    {
        try
        {
            var change = JsonSerializer.Deserialize(json, PolicyJson.Default.PolicyChange);
            return change is { Kind: UserChanged, User: not null }
                or { Kind: RoomChanged or MemberRemoved or MemberLeft or RoomDeleted, Room: not null }
                ? change
                : Unreadable;
        }
        catch (JsonException)
        {
            return Unreadable;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PolicyChange))]
internal sealed partial class PolicyJson : JsonSerializerContext;
