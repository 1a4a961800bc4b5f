using System.Globalization;
using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Api;

namespace AspireChat.Web.Client.Admin.Actions;

/// <summary>What can be done about a user.</summary>
public sealed class UserActions(ActionDesk desk, AdminClient client)
{
    private static readonly IReadOnlyList<(string, string)> Durations =
    [
        ("10", "10 minutes"), ("60", "1 hour"), ("1440", "1 day"), ("10080", "7 days"), ("43200", "30 days"), ("", "until it is lifted"),
    ];

    /// <summary>Ends a user's sessions.</summary>
    public void Kick(string user, string name)
    {
        var reason = Reason();
        desk.Ask(new()
        {
            Title = $"Kick {name}?",
            Says = () => $"All sessions of {name} ({user}) end, on all nodes. {name} has to sign in again, and can do so at once; to prevent that, ban.",
            Confirm = "Kick",
            Danger = true,
            Fields = [reason],
            Run = async key => Outcome.Of($"{name} is kicked", await client.KickAsync(user, reason.Text, key)),
        });
    }

    /// <summary>Bans a user.</summary>
    public void Ban(string user, string name)
    {
        var (duration, reason) = (Duration(), Reason());
        desk.Ask(new()
        {
            Title = $"Ban {name}?",
            Says = () => $"All connections of {name} ({user}) are closed, and new ones refused {For(duration)}. What {name} wrote stays.",
            Confirm = "Ban",
            Danger = true,
            Fields = [duration, reason],
            Run = async key => Outcome.Of($"{name} is banned {For(duration)}", await client.BanAsync(user, Sanction(duration, reason), key)),
        });
    }

    /// <summary>Lifts a ban.</summary>
    public void Unban(string user, string name) => desk.Ask(new()
    {
        Title = $"Lift the ban of {name}?",
        Says = () => $"{name} ({user}) can connect again at once.",
        Confirm = "Lift the ban",
        Run = async key => Outcome.Of($"{name} can connect again", await client.UnbanAsync(user, key)),
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
            Title = $"Mute {name} {Place(room)}?",
            Says = () => $"{name} ({user}) can read but not write {Place(room)} {For(duration)}.",
            Confirm = "Mute",
            Danger = true,
            Fields = [duration, reason],
            Run = async key => Outcome.Of(
                $"{name} is muted {Place(room)} {For(duration)}", await client.MuteAsync(user, Sanction(duration, reason) with { Room = room }, key)),
        });
    }

    /// <summary>Lifts a mute.</summary>
    public void Unmute(string user, string name, string? room = null) => desk.Ask(new()
    {
        Title = $"Lift the mute of {name} {Place(room)}?",
        Says = () => $"{name} ({user}) can write {Place(room)} again at once.",
        Confirm = "Lift the mute",
        Run = async key => Outcome.Of($"{name} can write {Place(room)} again", await client.UnmuteAsync(user, room, key)),
    });

    /// <summary>Tells a user something.</summary>
    public void Notice(string user, string name)
    {
        var text = new Field(FieldKind.Text, "Notice") { MaxLength = 1_000, Hint = "At most 1,000 characters. It is shown, and not kept." };
        desk.Ask(new()
        {
            Title = $"Send a notice to {name}?",
            Says = () => $"Only {name} ({user}) sees it, on every page that is open now.",
            Confirm = "Send",
            Fields = [text],
            Run = async key => Outcome.Of($"The notice to {name} is out", await client.NoticeAsync(user, text.Text, key)),
        });
    }

    private static Field Reason() => new(FieldKind.Line, "Reason") { Hint = "The user is told." };

    private static Field Duration() => new(FieldKind.Choice, "For how long") { Value = "1440", Choices = Durations, Optional = true };

    private static string Place(string? room) => room is null ? "everywhere" : $"in {room}";

    private static string For(Field duration) =>
        duration.Text.Length == 0 ? "until that is lifted" : $"for {Durations.First(choice => choice.Item1 == duration.Text).Item2}";

    private static SanctionRequest Sanction(Field duration, Field reason) => new()
    {
        Reason = reason.Text,
        Minutes = duration.TextOrNull is { } minutes ? int.Parse(minutes, CultureInfo.InvariantCulture) : null,
    };
}
