using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Logs;
using AspireChat.Store.Nodes;
using Microsoft.Extensions.Options;

namespace AspireChat.Store.Rooms;

/// <summary>
/// Reports that a user became a member of a room, or is no longer one: to monitoring, and in the log unless the room is large or archived,
/// or has had too many of these events lately.
/// </summary>
public sealed class MembershipEvents(RoomWriter writer, ClusterEvents events, NodeIdentity node, IOptions<RoomOptions> options)
{
    /// <summary>Reports a new member.</summary>
    /// <param name="room">The room.</param>
    /// <param name="user">The member.</param>
    /// <param name="memberCount">The number of members now.</param>
    /// <param name="known">Up to where this process knows the log.</param>
    public Task JoinedAsync(string room, EventAuthor user, long memberCount, LogPosition known) =>
        ReportAsync(room, EventKind.Join, user, memberCount, known);

    /// <summary>Reports that a user is no longer a member.</summary>
    /// <inheritdoc cref="JoinedAsync" path="/param"/>
    public Task LeftAsync(string room, EventAuthor user, long memberCount, LogPosition known) =>
        ReportAsync(room, EventKind.Leave, user, memberCount, known);

    /// <summary>Reports it to monitoring only.</summary>
    public void Publish(string room, string kind, EventAuthor user) =>
        events.Publish(new ClusterEvent { Kind = kind, Node = node.Name, Room = room, User = user.User, Name = user.Name });

    private async Task ReportAsync(string room, string kind, EventAuthor user, long memberCount, LogPosition known)
    {
        Publish(room, kind, user);
        if (memberCount <= options.Value.NoticesUpToMembers)
        {
            await writer.AppendNoticeAsync(room, user, kind, known);
        }
    }
}
