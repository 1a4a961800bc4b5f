using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Logs;
using AspireChat.Store.Nodes;
using Microsoft.Extensions.Options;

namespace AspireChat.ChatNode.Rooms;

/// <summary>
/// Announces who becomes a member of a room and who leaves it: to whoever watches the cluster, and in the room's log unless the room has
/// more members than <see cref="RoomOptions.NoticesUpToMembers"/>.
/// </summary>
internal sealed class MembershipEvents(RoomWriter writer, ClusterEvents events, NodeIdentity node, IOptions<RoomOptions> options)
{
    /// <summary>Announces a new member. Direct rooms announce nobody.</summary>
    /// <param name="room">The room.</param>
    /// <param name="user">The new member.</param>
    /// <param name="memberCount">How many members the room has now.</param>
    /// <param name="known">The position up to which this node knows the log.</param>
    public Task JoinedAsync(string room, EventAuthor user, long memberCount, LogPosition known) =>
        RoomName.IsDirect(room) ? Task.CompletedTask : AnnounceAsync(room, EventKind.Join, user, memberCount, known);

    /// <summary>Announces that a user is no longer a member.</summary>
    /// <param name="room">The room.</param>
    /// <param name="user">The former member.</param>
    /// <param name="memberCount">How many members are left.</param>
    /// <param name="known">The position up to which this node knows the log.</param>
    public Task LeftAsync(string room, EventAuthor user, long memberCount, LogPosition known) =>
        AnnounceAsync(room, EventKind.Leave, user, memberCount, known);

    private async Task AnnounceAsync(string room, string kind, EventAuthor user, long memberCount, LogPosition known)
    {
        events.Publish(new ClusterEvent { Kind = kind, Node = node.Name, Room = room, User = user.User, Name = user.Name });
        if (memberCount <= options.Value.NoticesUpToMembers)
        {
            await writer.AppendAsync(room, user, new RoomEvent { Kind = kind }, id: null, known);
        }
    }
}
