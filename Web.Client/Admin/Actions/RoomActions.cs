using System.Globalization;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Api;
using AspireChat.Web.Client.Admin.Parts;

namespace AspireChat.Web.Client.Admin.Actions;

/// <summary>What can be done about rooms, their members and their messages.</summary>
public sealed class RoomActions(ActionDesk desk, AdminClient client)
{
    private const string ReadOnlyHint = "Only owners and moderators can write.";

    /// <summary>Creates a room.</summary>
    public void Create()
    {
        var name = new Field(FieldKind.Line, "Name")
        {
            MaxLength = RoomName.MaxLength,
            Hint = "a-z 0-9 . _ - beginning with a letter or digit. It is the room's address and cannot be changed.",
            Check = text => RoomName.IsValid(text) ? null : "Name: only a-z 0-9 . _ - beginning with a letter or digit, please.",
        };
        var settings = new Settings(new RoomInfo());
        desk.Ask(new()
        {
            Title = "Create a room",
            Says = () => "Everybody can join it as soon as it is there.",
            Confirm = "Create",
            Fields = [name, .. settings.Fields],
            Run = async key =>
            {
                var created = await client.CreateRoomAsync(
                    new CreateRoomRequest
                    {
                        Room = name.Text,
                        Topic = settings.Topic.TextOrNull,
                        Description = settings.Description.TextOrNull,
                        ReadOnly = settings.ReadOnly.Checked,
                        SlowModeSeconds = settings.SlowMode.Number,
                    },
                    key);
                return new($"The room {created.Room} is there.");
            },
        });
    }

    /// <summary>Changes a room's settings.</summary>
    public void Change(RoomInfo room)
    {
        var settings = new Settings(room);
        desk.Ask(new()
        {
            Title = $"Change {room.Room}",
            Says = () => "It takes effect at once, for all members.",
            Confirm = "Save",
            Fields = settings.Fields,
            Run = async key =>
            {
                var change = new ChangeRoomRequest
                {
                    Topic = settings.Topic.Text,
                    Description = settings.Description.Text,
                    ReadOnly = settings.ReadOnly.Checked,
                    SlowModeSeconds = settings.SlowMode.Number,
                };
                await client.ChangeRoomAsync(room.Room, change, key);
                return new($"{room.Room} is changed.");
            },
        });
    }

    /// <summary>Archives a room, or takes it back.</summary>
    public void Archive(RoomInfo room) => desk.Ask(new()
    {
        Title = room.Archived ? $"Bring {room.Room} back?" : $"Archive {room.Room}?",
        Says = () => room.Archived
            ? $"{room.Room} is listed again, and its members can write."
            : $"Nobody can write in {room.Room} any more, and it is listed only among the archived rooms. Its messages stay. It can be brought back.",
        Confirm = room.Archived ? "Bring back" : "Archive",
        Danger = !room.Archived,
        Run = async key =>
        {
            await client.ChangeRoomAsync(room.Room, new ChangeRoomRequest { Archived = !room.Archived }, key);
            return new(room.Archived ? $"{room.Room} is back." : $"{room.Room} is archived.");
        },
    });

    /// <summary>Deletes a room.</summary>
    /// <param name="room">The room.</param>
    /// <param name="deleted">Called when it is gone.</param>
    public void Delete(RoomInfo room, Action deleted) => desk.Ask(new()
    {
        Title = $"Delete {room.Room}?",
        Says = () => $"{room.Room} is closed for its {Readable.Count(room.Members, "member", "members")}, "
            + $"and its {Readable.Count(room.Head, "event is", "events are")} deleted. This cannot be undone; archiving can.",
        Confirm = "Delete for good",
        Danger = true,
        TypeToConfirm = room.Room,
        Run = async key =>
        {
            var outcome = Outcome.Of($"{room.Room} is deleted", await client.DeleteRoomAsync(room.Room, key));
            deleted();
            return outcome;
        },
    });

    /// <summary>Gives a member a role.</summary>
    public void SetRole(string room, RoomMember member)
    {
        var role = new Field(FieldKind.Choice, "Role")
        {
            Value = member.Role,
            Choices = [(RoomRole.Owner, "owner"), (RoomRole.Moderator, "moderator"), (RoomRole.Member, "member")],
        };
        desk.Ask(new()
        {
            Title = $"Role of {member.Name} in {room}",
            Says = () => $"{member.Name} ({member.User}) " + role.Text switch
            {
                RoomRole.Owner => "can do everything a moderator can, and name moderators.",
                RoomRole.Moderator => "can remove messages, mute and remove members, and write while the room is read-only.",
                _ => "can read and write.",
            },
            Confirm = "Set the role",
            Fields = [role],
            Run = async key => Outcome.Of($"{member.Name} is {role.Text} of {room}", await client.SetRoleAsync(room, member.User, role.Text, key)),
        });
    }

    /// <summary>Removes a member.</summary>
    public void Remove(string room, string user, string name)
    {
        var reason = new Field(FieldKind.Line, "Reason") { Hint = "The user is told." };
        desk.Ask(new()
        {
            Title = $"Remove {name} from {room}?",
            Says = () => $"{name} ({user}) leaves {room} at once. What {name} wrote stays, and {name} can join again; to prevent that, ban.",
            Confirm = "Remove",
            Danger = true,
            Fields = [reason],
            Run = async key => Outcome.Of($"{name} is removed from {room}", await client.RemoveMemberAsync(room, user, reason.Text, key)),
        });
    }

    /// <summary>Posts as the system or as a bot.</summary>
    public void Post(string room)
    {
        var text = new Field(FieldKind.Text, "Message") { MaxLength = 4_000 };
        var bot = new Field(FieldKind.Line, "Bot’s name") { Optional = true, MaxLength = 40, Hint = "Empty: the system speaks." };
        desk.Ask(new()
        {
            Title = $"Post in {room}",
            Says = () => $"All members of {room} see a message by {(bot.TextOrNull is { } name ? $"the bot “{name}”" : "the system")}. "
                + "It stays in the room’s log.",
            Confirm = "Post",
            Fields = [text, bot],
            Run = async key =>
            {
                // The message's id is the action's, so that even a retry after the key is forgotten stores nothing twice.
                var sent = await client.PostAsync(room, new PostRequest { Id = key, Text = text.Text, Bot = bot.TextOrNull }, key);
                return new(string.Create(CultureInfo.InvariantCulture, $"Posted in {room} as message {sent.Seq}."));
            },
        });
    }

    /// <summary>Withdraws a message.</summary>
    public void RemoveMessage(string room, RoomEvent message) => desk.Ask(new()
    {
        Title = "Remove this message?",
        Says = () => $"“{Excerpt(message.Text ?? "")}” by {message.Name ?? message.User} is withdrawn for all members of {room}. This cannot be undone.",
        Confirm = "Remove",
        Danger = true,
        Run = async key =>
        {
            await client.RemoveMessageAsync(room, message.Seq, key);
            return new($"The message of {message.Name ?? message.User} is removed.");
        },
    });

    private static string Excerpt(string text) => text.Length <= 120 ? text : $"{text[..120]}…";

    /// <summary>The settings that creating and changing have in common.</summary>
    private sealed class Settings(RoomInfo room)
    {
        public Field Topic { get; } = new(FieldKind.Line, "Topic") { Value = room.Topic, Optional = true, MaxLength = 250 };

        public Field Description { get; } = new(FieldKind.Text, "Description") { Value = room.Description, Optional = true, MaxLength = 1_000 };

        public Field SlowMode { get; } = new(FieldKind.Number, "Slow mode, in seconds")
        {
            Value = room.SlowModeSeconds.ToString(CultureInfo.InvariantCulture),
            Range = (0, 3_600),
            Hint = "Between two messages of a member; 0 = off. Owners and moderators are excepted.",
        };

        public Field ReadOnly { get; } = new(FieldKind.Check, "Read-only") { Checked = room.ReadOnly, Hint = ReadOnlyHint };

        public IReadOnlyList<Field> Fields => [Topic, Description, SlowMode, ReadOnly];
    }
}
