using System.Globalization;
using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Api;
using AspireChat.Web.Client.Admin.Language;

namespace AspireChat.Web.Client.Admin.Actions;

/// <summary>What can be done about a user.</summary>
public sealed class UserActions(ActionDesk desk, AdminClient client)
{
    private static readonly IReadOnlyList<(string, string)> Durations =
    [
        ("10", Words.Span_10), ("60", Words.Span_60), ("1440", Words.Span_1440), ("10080", Words.Span_10080), ("43200", Words.Span_43200), ("", Words.UntilLifted),
    ];

    /// <summary>Ends a user's sessions.</summary>
    public void Kick(string user, string name)
    {
        var reason = Reason();
        desk.Ask(new()
        {
            Title = Say.With(Words.KickQuestion, name),
            Says = () => Say.With(Words.KickSays, name, user),
            Confirm = Words.Kick,
            Danger = true,
            Fields = [reason],
            Run = async key => Outcome.Of(Say.With(Words.KickDone, name), await client.KickAsync(user, reason.Text, key)),
        });
    }

    /// <summary>Bans a user.</summary>
    public void Ban(string user, string name)
    {
        var (duration, reason) = (Duration(), Reason());
        desk.Ask(new()
        {
            Title = Say.With(Words.BanQuestion, name),
            Says = () => Say.With(Words.BanSays, name, user, For(duration)),
            Confirm = Words.Ban,
            Danger = true,
            Fields = [duration, reason],
            Run = async key => Outcome.Of(Say.With(Words.BanDone, name, For(duration)), await client.BanAsync(user, Sanction(duration, reason), key)),
        });
    }

    /// <summary>Lifts a ban.</summary>
    public void Unban(string user, string name) => desk.Ask(new()
    {
        Title = Say.With(Words.LiftBanQuestion, name),
        Says = () => Say.With(Words.LiftBanSays, name, user),
        Confirm = Words.LiftBan,
        Run = async key => Outcome.Of(Say.With(Words.LiftBanDone, name), await client.UnbanAsync(user, key)),
    });

    /// <summary>Mutes a user.</summary>
    /// <param name="user">The user's id.</param>
    /// <param name="name">The user's name.</param>
    /// <param name="room">Where; null: everywhere.</param>
    public void Mute(string user, string name, string? room = null)
    {
        var (duration, reason) = (Duration(), Reason());
        desk.Ask(new()
        {
            Title = Say.With(Words.MuteQuestion, name, Place(room)),
            Says = () => Say.With(Words.MuteSays, name, user, Place(room), For(duration)),
            Confirm = Words.Mute,
            Danger = true,
            Fields = [duration, reason],
            Run = async key => Outcome.Of(
                Say.With(Words.MuteDone, name, Place(room), For(duration)), await client.MuteAsync(user, Sanction(duration, reason) with { Room = room }, key)),
        });
    }

    /// <summary>Lifts a mute.</summary>
    public void Unmute(string user, string name, string? room = null) => desk.Ask(new()
    {
        Title = Say.With(Words.LiftMuteQuestion, name, Place(room)),
        Says = () => Say.With(Words.LiftMuteSays, name, user, Place(room)),
        Confirm = Words.LiftMute,
        Run = async key => Outcome.Of(Say.With(Words.LiftMuteDone, name, Place(room)), await client.UnmuteAsync(user, room, key)),
    });

    /// <summary>Tells a user something.</summary>
    public void Notice(string user, string name)
    {
        var text = new Field(FieldKind.Text, Words.Notice) { MaxLength = TextRequest.MaxLength, Hint = Words.NoticeHint };
        desk.Ask(new()
        {
            Title = Say.With(Words.NoticeQuestion, name),
            Says = () => Say.With(Words.NoticeSays, name, user),
            Confirm = Words.Send,
            Fields = [text],
            Run = async key => Outcome.Of(Say.With(Words.NoticeOut, name), await client.NoticeAsync(user, text.Text, key)),
        });
    }

    private static Field Reason() => new(FieldKind.Line, Words.Reason) { Hint = Words.ReasonHint };

    private static Field Duration() => new(FieldKind.Choice, Words.ForLong) { Value = "1440", Choices = Durations, Optional = true };

    private static string Place(string? room) => room is null ? Words.Everywhere : Say.With(Words.InRoom, room);

    private static string For(Field duration) =>
        duration.Text.Length == 0 ? Words.ForAll : Say.With(Words.ForSpan, Durations.First(choice => choice.Item1 == duration.Text).Item2);

    private static SanctionRequest Sanction(Field duration, Field reason) => new()
    {
        Reason = reason.Text,
        Minutes = duration.TextOrNull is { } minutes ? int.Parse(minutes, CultureInfo.InvariantCulture) : null,
    };
}
