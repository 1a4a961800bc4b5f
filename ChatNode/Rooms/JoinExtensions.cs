using AspireChat.ChatNode.Delivery;
using AspireChat.Contracts;
using AspireChat.Store.Logs;
using AspireChat.Store.Presence;
using AspireChat.Store.Rooms;

namespace AspireChat.ChatNode.Rooms;

/// <summary>Translates between a call of <c>JoinRoom</c> and what the store knows of it.</summary>
internal static class JoinExtensions
{
    public static JoinAttempt ToAttempt(
        this JoinRequest request, ClientConnection client, Room room, RoomTails tails, int maxPage, bool isVisible)
    {
        var after = request is { Epoch: { } epoch, After: { } seq and >= 0 } ? new LogPosition(epoch, seq) : null;
        var pageSize = Math.Clamp(request.Limit ?? JoinRequest.DefaultLimit, 1, maxPage);
        var maxResume = client.Allowance.Limits.MaxResume;
        return new JoinAttempt
        {
            Room = room.Name,
            User = client.Caller.Author,
            Known = room.Feed.Position,
            IsVisible = isVisible,
            MayBeNew = room.Rules.Current.CreatedAt == 0,
            After = after,
            Kept = tails.PageFor(room.Tail, after, pageSize, maxPage, maxResume),
            PageSize = pageSize,
            MaxPage = maxPage,
            MaxResume = maxResume,
        };
    }

    public static JoinResult ToResult(this JoinAnswer answer, Room room, MemberStatus status, OnlineView view)
    {
        var settings = room.Rules.Current.Settings;
        var page = answer.Page;
        return new JoinResult
        {
            Room = room.Name,
            Epoch = page.Head.Epoch,
            Head = page.Head.Seq,
            Events = new StoredEvents(page.Events),
            Truncated = answer.Truncated,
            Online = view.Listed,
            OnlineCount = view.Users.Count,
            Title = settings.Title.Length > 0 ? settings.Title : null,
            Topic = settings.Topic.Length > 0 ? settings.Topic : null,
            Description = settings.Description.Length > 0 ? settings.Description : null,
            Role = status.PublicRole,
            MutedUntil = status.MutedUntil,
            MuteReason = status.MuteReason,
            ReadOnly = settings.ReadOnly ? true : null,
            Archived = settings.Archived ? true : null,
            SlowModeSeconds = settings.SlowModeSeconds > 0 ? settings.SlowModeSeconds : null,
            Kind = settings.Kind == RoomKind.Room ? null : settings.Kind,
            Private = settings.Private ? true : null,
            Read = answer.Read,
        };
    }
}
