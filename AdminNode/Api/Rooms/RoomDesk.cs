using AspireChat.AdminNode.Commands;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Logs;
using AspireChat.Store.Moderation;
using AspireChat.Store.Nodes;
using AspireChat.Store.Rooms;
using Microsoft.Extensions.Options;

namespace AspireChat.AdminNode.Api.Rooms;

/// <summary>What the operator does to rooms.</summary>
internal sealed class RoomDesk(
    RoomCatalog catalog, RoomRulesStore rules, RoomLog log, RoomMembers members, PolicyAnnouncer announcer, ClusterEvents events,
    IOptions<RoomOptions> options, IOptions<ChatLimits> limits, TimeProvider time)
{
    /// <summary>What stands where an event names the node that accepted it.</summary>
    private const string Node = "adminnode";

    private const string SystemName = "System";

    private const int MaxBotName = 40;

    /// <summary>How long a node takes at most to notice a change by itself.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(1.5);

    /// <summary>Makes a room.</summary>
    /// <exception cref="ApiException">There is one of that name.</exception>
    public async Task CreateAsync(string room, RoomSettings settings, string by, CancellationToken cancellationToken)
    {
        if (await rules.ExistsAsync(room) || !await rules.CreateAsync(room))
        {
            throw ApiException.Conflict($"There is a room '{room}', or it is just being deleted.");
        }

        // Reading the log begins its first epoch: so whoever joins first is not the one who made the room.
        await log.ReadNewestAsync(room, null, 0);
        await rules.WriteAsync(room, new RoomSettings(), settings);
        await announcer.AnnounceAsync(PolicyChange.OfRoom(room), by, cancellationToken);
    }

    /// <summary>Changes a room's settings, and tells those who are in it.</summary>
    public async Task ChangeAsync(string room, Func<RoomSettings, RoomSettings> change, string by, CancellationToken cancellationToken)
    {
        var before = (await catalog.RulesAsync(room)).Settings;
        var after = change(before);
        if (after == before)
        {
            return;
        }

        await rules.WriteAsync(room, before, after);
        await announcer.AnnounceAsync(PolicyChange.OfRoom(room), by, cancellationToken);
        var settings = (await rules.ReadSettingsAsync(room)).Settings;
        await AppendAsync(room, new RoomEvent { Kind = EventKind.Settings, Settings = settings, Text = after.Topic == before.Topic ? null : after.Topic });
    }

    /// <summary>Deletes a room with all that was said in it.</summary>
    public async Task<CommandOutcome> DeleteAsync(string room, string by, CancellationToken cancellationToken)
    {
        // First everybody is put out and nobody let in any more, then the data go: a node that appended in between would begin a new log.
        await rules.MarkDeletedAsync(room);
        var outcome = await announcer.AnnounceAsync(new PolicyChange(PolicyChange.RoomDeleted, room), by, cancellationToken);
        if (!outcome.Complete)
        {
            await Task.Delay(Notice, time, CancellationToken.None);
        }

        await rules.DeleteAsync(room);
        return outcome;
    }

    /// <summary>Says something in a room, as the system or as a bot.</summary>
    public async Task<SendResult> PostAsync(string room, PostRequest request)
    {
        if (request.Id is not null && !MessageId.IsValid(request.Id))
        {
            throw ApiException.BadRequest("'id' has 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'.");
        }

        var text = Check.Text(request.Text, "text", limits.Value.MaxTextLength, required: true);
        var bot = request.Bot is null ? null : Check.Text(request.Bot.Trim(), "bot", MaxBotName, required: true);
        if ((await catalog.RulesAsync(room)).Settings.Archived)
        {
            throw ApiException.Conflict($"The room '{room}' is archived: nobody writes in it.");
        }

        var message = new RoomEvent { Kind = EventKind.Message, Id = request.Id ?? MessageId.New(), Text = text, ReplyTo = request.ReplyTo };
        var result = await AppendAsync(room, bot is null ? message : message with { User = ChatProtocol.BotPrefix + bot, Name = bot });
        return new SendResult { Seq = result.Position.Seq, At = result.At, Duplicate = result.Duplicate };
    }

    /// <summary>Withdraws somebody's message.</summary>
    public async Task<ChangeResult> RemoveMessageAsync(string room, long seq)
    {
        await catalog.RulesAsync(room);
        if (await log.FindAsync(room, seq) is not { Kind: EventKind.Message or EventKind.Question, Removed: not true } message)
        {
            throw ApiException.NotFound("message", $"{seq}");
        }

        var (outcome, at) = await log.AmendAsync(
            room, Sign(new RoomEvent { Kind = EventKind.Delete, Target = seq }), Amendment.Withdrawal(message), LogPosition.None);
        return outcome == AmendOutcome.Done ? new ChangeResult { Seq = at } : throw ApiException.NotFound("message", $"{seq}");
    }

    /// <summary>Gives a member a role.</summary>
    public async Task<CommandOutcome> SetRoleAsync(string room, string user, string role, string by, CancellationToken cancellationToken)
    {
        var name = await MemberAsync(room, user);
        var before = await rules.RoleAsync(room, user);
        await rules.SetRoleAsync(room, user, role);
        var outcome = await announcer.AnnounceAsync(PolicyChange.OfRoom(room), by, cancellationToken);
        if (role != before)
        {
            await AppendAsync(room, new RoomEvent { Kind = EventKind.Role, Member = new RoomUser { User = user, Name = name }, Role = role });
        }

        return outcome;
    }

    /// <summary>Takes a member out of a room. That is no ban: the user may join again.</summary>
    public async Task<CommandOutcome> RemoveMemberAsync(string room, string user, string reason, string by, CancellationToken cancellationToken)
    {
        var change = new PolicyChange(PolicyChange.MemberRemoved, room, user, reason);
        await catalog.RulesAsync(room);
        if (await members.NameAsync(room, user) is not { } name)
        {
            await announcer.AnnounceAsync(change, by, cancellationToken); // A node may have died after ending the membership; then this is the same call again.
            throw ApiException.NotFound("member", user);
        }

        await rules.SetRoleAsync(room, user, RoomRole.Member);
        var (was, left) = await members.RemoveAsync(room, user);
        var outcome = await announcer.AnnounceAsync(change, by, cancellationToken);
        if (was)
        {
            events.Publish(new ClusterEvent { Kind = EventKind.Leave, Node = Node, Room = room, User = user, Name = name });
        }

        if (was && left <= options.Value.NoticesUpToMembers)
        {
            await AppendAsync(room, new RoomEvent { Kind = EventKind.Leave, User = user, Name = name });
        }

        return outcome;
    }

    private async Task<string> MemberAsync(string room, string user)
    {
        await catalog.RulesAsync(room);
        return await members.NameAsync(room, user) ?? throw ApiException.NotFound("member", user);
    }

    private Task<AppendResult> AppendAsync(string room, RoomEvent roomEvent) => log.AppendAsync(room, Sign(roomEvent), roomEvent.Id, LogPosition.None);

    private RoomEvent Sign(RoomEvent roomEvent)
    {
        var signed = roomEvent with { At = time.GetUtcNow().ToUnixTimeMilliseconds(), Node = Node };
        return signed.User.Length > 0 ? signed : signed with { User = ChatProtocol.SystemUser, Name = SystemName };
    }
}
