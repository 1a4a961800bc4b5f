using System.Globalization;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Api;
using AspireChat.Web.Client.Admin.Language;
using AspireChat.Web.Client.Admin.Parts;

namespace AspireChat.Web.Client.Admin.Actions;

/// <summary>What can be done about rooms, their members and their messages.</summary>
public sealed class RoomActions(ActionDesk desk, AdminClient client)
{
    /// <summary>Creates a room.</summary>
    public void Create()
    {
        var name = new Field(FieldKind.Line, Words.Name)
        {
            MaxLength = RoomName.MaxLength,
            Hint = Words.NameHint,
            Check = text => RoomName.IsValid(text) ? null : Words.NameWrong,
        };
        var settings = new Settings(new RoomInfo());
        desk.Ask(new()
        {
            Title = Words.CreateRoom,
            Says = () => Words.CreateRoomSays,
            Confirm = Words.Create,
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
                return new(Say.With(Words.CreateRoomDone, created.Room));
            },
        });
    }

    /// <summary>Changes a room's settings.</summary>
    public void Change(RoomInfo room)
    {
        var settings = new Settings(room);
        desk.Ask(new()
        {
            Title = Say.With(Words.ChangeTitle, room.Room),
            Says = () => Words.ChangeSays,
            Confirm = Words.Save,
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
                return new(Say.With(Words.ChangeDone, room.Room));
            },
        });
    }

    /// <summary>Archives a room, or takes it back.</summary>
    public void Archive(RoomInfo room) => desk.Ask(new()
    {
        Title = Say.With(room.Archived ? Words.BringBackQuestion : Words.ArchiveQuestion, room.Room),
        Says = () => Say.With(room.Archived ? Words.BringBackSays : Words.ArchiveSays, room.Room),
        Confirm = room.Archived ? Words.BringBack : Words.Archive,
        Danger = !room.Archived,
        Run = async key =>
        {
            await client.ChangeRoomAsync(room.Room, new ChangeRoomRequest { Archived = !room.Archived }, key);
            return new(Say.With(room.Archived ? Words.BringBackDone : Words.ArchiveDone, room.Room));
        },
    });

    /// <summary>Deletes a room.</summary>
    /// <param name="room">The room.</param>
    /// <param name="deleted">Called when it is gone.</param>
    public void Delete(RoomInfo room, Action deleted) => desk.Ask(new()
    {
        Title = Say.With(Words.DeleteRoomQuestion, room.Room),
        Says = () => Say.Count(nameof(Words.DeleteRoomMembers_other), room.Members, room.Room)
            + Say.Count(nameof(Words.DeleteRoomEvents_other), room.Head) + Words.DeleteRoomUndo,
        Confirm = Words.DeleteForGood,
        Danger = true,
        TypeToConfirm = room.Room,
        Run = async key =>
        {
            var outcome = Outcome.Of(Say.With(Words.DeleteRoomDone, room.Room), await client.DeleteRoomAsync(room.Room, key));
            deleted();
            return outcome;
        },
    });

    /// <summary>Gives a member a role.</summary>
    public void SetRole(string room, RoomMember member)
    {
        var role = new Field(FieldKind.Choice, Words.Role)
        {
            Value = member.Role,
            Choices = RoleNames.Choices,
        };
        desk.Ask(new()
        {
            Title = Say.With(Words.RoleTitle, member.Name, room),
            Says = () => $"{member.Name} ({member.User}) " + role.Text switch
            {
                RoomRole.Owner => Words.RoleOwnerSays,
                RoomRole.Moderator => Words.RoleModeratorSays,
                _ => Words.RoleMemberSays,
            },
            Confirm = Words.RoleSet,
            Fields = [role],
            Run = async key => Outcome.Of(Say.With(Words.RoleDone, member.Name, RoleNames.Of(role.Text), room), await client.SetRoleAsync(room, member.User, role.Text, key)),
        });
    }

    /// <summary>Removes a member.</summary>
    public void Remove(string room, string user, string name)
    {
        var reason = new Field(FieldKind.Line, Words.Reason) { Hint = Words.ReasonHint };
        desk.Ask(new()
        {
            Title = Say.With(Words.RemoveQuestion, name, room),
            Says = () => Say.With(Words.RemoveSays, name, user, room),
            Confirm = Words.Remove,
            Danger = true,
            Fields = [reason],
            Run = async key => Outcome.Of(Say.With(Words.RemoveDone, name, room), await client.RemoveMemberAsync(room, user, reason.Text, key)),
        });
    }

    /// <summary>Posts as the system or as a bot.</summary>
    public void Post(string room)
    {
        var text = new Field(FieldKind.Text, Words.Message) { MaxLength = 4_000 };
        var bot = new Field(FieldKind.Line, Words.BotName) { Optional = true, MaxLength = 40, Hint = Words.BotHint };
        desk.Ask(new()
        {
            Title = Say.With(Words.PostTitle, room),
            Says = () => Say.With(Words.PostSays, room, bot.TextOrNull is { } name ? Say.With(Words.PostAsBot, name) : Words.PostAsSystem),
            Confirm = Words.Post,
            Fields = [text, bot],
            Run = async key =>
            {
                // The message's id is the action's, so that even a retry after the key is forgotten stores nothing twice.
                var sent = await client.PostAsync(room, new PostRequest { Id = key, Text = text.Text, Bot = bot.TextOrNull }, key);
                return new(Say.With(Words.Posted, room, sent.Seq));
            },
        });
    }

    /// <summary>Withdraws a message.</summary>
    public void RemoveMessage(string room, RoomEvent message) => desk.Ask(new()
    {
        Title = Words.MessageRemoveQuestion,
        Says = () => Say.With(Words.MessageRemoveSays, Excerpt(message.Text ?? ""), message.Name ?? message.User, room),
        Confirm = Words.Remove,
        Danger = true,
        Run = async key =>
        {
            await client.RemoveMessageAsync(room, message.Seq, key);
            return new(Say.With(Words.MessageRemoved, message.Name ?? message.User));
        },
    });

    private static string Excerpt(string text) => text.Length <= 120 ? text : $"{text[..120]}…";

    /// <summary>The settings that creating and changing have in common.</summary>
    private sealed class Settings(RoomInfo room)
    {
        public Field Topic { get; } = new(FieldKind.Line, Words.Topic) { Value = room.Topic, Optional = true, MaxLength = RoomSettings.MaxTopicLength };

        public Field Description { get; } = new(FieldKind.Text, Words.Description) { Value = room.Description, Optional = true, MaxLength = RoomSettings.MaxDescriptionLength };

        public Field SlowMode { get; } = new(FieldKind.Number, Words.SlowMode)
        {
            Value = room.SlowModeSeconds.ToString(CultureInfo.InvariantCulture),
            Range = (0, RoomSettings.MaxSlowModeSeconds),
            Hint = Words.SlowHint,
        };

        public Field ReadOnly { get; } = new(FieldKind.Check, Words.ReadOnly) { Checked = room.ReadOnly, Hint = Words.ReadOnlyHint };

        public IReadOnlyList<Field> Fields => [Topic, Description, SlowMode, ReadOnly];
    }
}
