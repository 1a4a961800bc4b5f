using System.Globalization;
using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Api;
using AspireChat.Web.Client.Admin.Language;

namespace AspireChat.Web.Client.Admin.Actions;

/// <summary>Actions on users.</summary>
public sealed class UserActions(ActionDialogService dialog, AdminClient client)
{
    private static readonly IReadOnlyList<(string, string)> Durations =
    [
        ("10", Words.Span_10), ("60", Words.Span_60), ("1440", Words.Span_1440), ("10080", Words.Span_10080), ("43200", Words.Span_43200),
        ("", Words.UntilLifted),
    ];

    /// <summary>Ends all sessions of a user.</summary>
    public void Kick(string user, string name)
    {
        var reason = Reason();
        dialog.Ask(new()
        {
            Title = Say.With(Words.KickTitle, name),
            Details = () => Say.With(Words.KickDetails, name, user),
            Confirm = Words.Kick,
            Danger = true,
            Fields = [reason],
            Run = async key => Outcome.Of(Say.With(Words.KickDone, name), await client.Users.KickAsync(user, reason.Text, key)),
        });
    }

    /// <summary>Bans a user.</summary>
    public void Ban(string user, string name)
    {
        var (duration, reason) = (Duration(), Reason());
        dialog.Ask(new()
        {
            Title = Say.With(Words.BanTitle, name),
            Details = () => Say.With(Words.BanDetails, name, user, For(duration)),
            Confirm = Words.Ban,
            Danger = true,
            Fields = [duration, reason],
            Run = async key => Outcome.Of(
                Say.With(Words.BanDone, name, For(duration)),
                await client.Users.BanAsync(user, Sanction(duration, reason), key)),
        });
    }

    /// <summary>Lifts a ban.</summary>
    public void Unban(string user, string name) => dialog.Ask(new()
    {
        Title = Say.With(Words.LiftBanTitle, name),
        Details = () => Say.With(Words.LiftBanDetails, name, user),
        Confirm = Words.LiftBan,
        Run = async key => Outcome.Of(Say.With(Words.LiftBanDone, name), await client.Users.UnbanAsync(user, key)),
    });

    /// <summary>Bans a network.</summary>
    /// <param name="network">The network to suggest; null: none.</param>
    public void BanNetwork(string? network = null)
    {
        var address = new Field(FieldKind.Line, Words.Network) { Value = network ?? "", MaxLength = 50, Hint = Words.NetworkHint };
        var duration = new Field(FieldKind.Choice, Words.MuteDuration) { Value = "1440", Choices = [.. Durations.SkipLast(1)] };
        var reason = Reason();
        dialog.Ask(new()
        {
            Title = Words.BanNetworkTitle,
            Details = () => Say.With(Words.BanNetworkDetails, address.Text.Length == 0 ? "…" : address.Text, For(duration)),
            Confirm = Words.BanNetwork,
            Danger = true,
            Fields = [address, duration, reason],
            Run = async key => Outcome.Of(
                Say.With(Words.BanNetworkDone, address.Text, For(duration)),
                await client.Users.BanNetworkAsync(address.Text, Sanction(duration, reason), key)),
        });
    }

    /// <summary>Lifts the ban of a network.</summary>
    public void UnbanNetwork(string network) => dialog.Ask(new()
    {
        Title = Say.With(Words.LiftNetworkBanTitle, network),
        Details = () => Say.With(Words.LiftNetworkBanDetails, network),
        Confirm = Words.LiftBan,
        Run = async key => Outcome.Of(Say.With(Words.LiftNetworkBanDone, network), await client.Users.UnbanNetworkAsync(network, key)),
    });

    /// <summary>Mutes a user.</summary>
    /// <param name="user">The user's id.</param>
    /// <param name="name">The user's name.</param>
    /// <param name="room">The room; null: everywhere.</param>
    public void Mute(string user, string name, string? room = null)
    {
        var (duration, reason) = (Duration(), Reason());
        dialog.Ask(new()
        {
            Title = Say.With(Words.MuteTitle, name, Place(room)),
            Details = () => Say.With(Words.MuteDetails, name, user, Place(room), For(duration)),
            Confirm = Words.Mute,
            Danger = true,
            Fields = [duration, reason],
            Run = async key => Outcome.Of(
                Say.With(Words.MuteDone, name, Place(room), For(duration)),
                await client.Users.MuteAsync(user, Sanction(duration, reason) with { Room = room }, key)),
        });
    }

    /// <summary>Lifts a mute.</summary>
    public void Unmute(string user, string name, string? room = null) => dialog.Ask(new()
    {
        Title = Say.With(Words.LiftMuteTitle, name, Place(room)),
        Details = () => Say.With(Words.LiftMuteDetails, name, user, Place(room)),
        Confirm = Words.LiftMute,
        Run = async key => Outcome.Of(Say.With(Words.LiftMuteDone, name, Place(room)), await client.Users.UnmuteAsync(user, room, key)),
    });

    /// <summary>Sends a notice to a user.</summary>
    public void Notice(string user, string name)
    {
        var text = new Field(FieldKind.Text, Words.Notice) { MaxLength = TextRequest.MaxLength, Hint = Words.NoticeHint };
        dialog.Ask(new()
        {
            Title = Say.With(Words.NoticeTitle, name),
            Details = () => Say.With(Words.NoticeDetails, name, user),
            Confirm = Words.Send,
            Fields = [text],
            Run = async key => Outcome.Of(Say.With(Words.NoticeDone, name), await client.Users.NoticeAsync(user, text.Text, key)),
        });
    }

    private static Field Reason() => new(FieldKind.Line, Words.Reason) { Hint = Words.ReasonHint };

    private static Field Duration() => new(FieldKind.Choice, Words.MuteDuration) { Value = "1440", Choices = Durations, Optional = true };

    private static string Place(string? room) => room is null ? Words.Everywhere : Say.With(Words.InRoom, room);

    private static string For(Field duration) =>
        duration.Text.Length == 0
            ? Words.Indefinitely
            : Say.With(Words.ForSpan, Durations.First(choice => choice.Item1 == duration.Text).Item2);

    private static SanctionRequest Sanction(Field duration, Field reason) => new()
    {
        Reason = reason.Text,
        Minutes = duration.TextOrNull is { } minutes ? int.Parse(minutes, CultureInfo.InvariantCulture) : null,
    };
}
