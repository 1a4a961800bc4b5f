using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Limits;

namespace AspireChat.ChatNode.AdminModule;

/// <summary>What this node has in Redis besides its registration: who is online in its rooms, and how many connections it has.</summary>
internal sealed class NodeEntries(OpenRooms rooms, ConnectionGroups groups)
{
    /// <summary>Writes what is missing.</summary>
    /// <param name="all">True if the node's lease had expired, so that other nodes may have deleted everything.</param>
    public void WriteAgain(bool all)
    {
        if (all)
        {
            foreach (var room in rooms.Open)
            {
                room.Presence.WriteAgain();
            }
        }

        groups.WriteAgain(all);
    }
}
