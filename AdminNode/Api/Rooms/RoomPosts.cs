using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Logs;
using AspireChat.Store.Rooms;
using Microsoft.Extensions.Options;

namespace AspireChat.AdminNode.Api.Rooms;

/// <summary>Messages that the system and bots post, and messages that operators delete.</summary>
internal sealed class RoomPosts(RoomCatalog catalog, RoomLog log, RoomWriter writer, IOptions<ChatLimits> limits)
{
    private const int MaxBotName = 40;

    /// <summary>The author of what operators do.</summary>
    public static EventAuthor System { get; } = new(ChatProtocol.SystemUser, "System");

    /// <summary>Posts a message.</summary>
    /// <exception cref="ApiException">There is no such room, it is archived, or the message is not valid.</exception>
    public async Task<SendResult> PostAsync(string room, PostRequest request)
    {
        if (request.Id is not null && !MessageId.IsValid(request.Id))
        {
            throw ApiException.BadRequest(MessageId.Rule);
        }

        var text = Check.Text(request.Text, "text", limits.Value.MaxTextLength, required: true);
        var bot = request.Bot is null ? null : Check.Line(request.Bot.Trim(' '), "bot", MaxBotName, required: true);
        var state = await catalog.FindRulesAsync(room) ?? throw ApiException.NotFound("room", room);
        if (state.Settings.Archived)
        {
            throw ApiException.Conflict($"The room '{room}' is archived: nobody can write in it.");
        }

        var id = request.Id ?? MessageId.New();
        var message = new RoomEvent { Kind = EventKind.Message, Id = id, Text = text, ReplyTo = request.ReplyTo };
        var author = bot is null ? System : new EventAuthor(ChatProtocol.BotPrefix + bot, bot);
        var result = await writer.AppendAsync(room, author, message, id, LogPosition.None);
        return new SendResult { Seq = result.Position.Seq, At = result.At, Duplicate = result.Duplicate };
    }

    /// <summary>Deletes a message.</summary>
    /// <exception cref="ApiException">There is no such room or message.</exception>
    public async Task<ChangeResult> DeleteAsync(string room, long seq)
    {
        if (await catalog.FindRulesAsync(room) is null)
        {
            throw ApiException.NotFound("room", room);
        }

        var message = await log.FindMessageAsync(room, seq) ?? throw ApiException.NotFound("message", $"{seq}");
        var change = new RoomEvent { Kind = EventKind.Delete, Target = seq };
        var (outcome, at) = await writer.AmendAsync(room, System, change, Amendment.Deletion(message), LogPosition.None);
        return outcome == AmendOutcome.Done ? new ChangeResult { Seq = at } : throw ApiException.NotFound("message", $"{seq}");
    }
}
