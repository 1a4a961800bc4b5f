using System.Globalization;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Api;
using AspireChat.Web.Client.Admin.Language;

namespace AspireChat.Web.Client.Admin.Actions;

/// <summary>Actions on rooms, members and messages.</summary>
public sealed class RoomActions(ActionDialogService dialog, AdminClient client)
{
    /// <summary>Creates a room.</summary>
    public void Create()
    {
        var name = new Field(FieldKind.Line, Words.Name)
        {
            MaxLength = RoomName.MaxLength,
            Hint = Words.NameHint,
            Check = text => RoomName.IsValid(text) ? null : Words.NameInvalid,
        };
        var settings = new Settings(new RoomInfo());
        dialog.Ask(new()
        {
            Title = Words.CreateRoom,
            Details = () => Words.CreateRoomDetails,
            Confirm = Words.Create,
            Fields = [name, .. settings.Fields],
            Run = async key =>
            {
                var created = await client.Rooms.CreateAsync(
                    new CreateRoomRequest
                    {
                        Room = name.Text,
                        Title = settings.Title.TextOrNull,
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
        dialog.Ask(new()
        {
            Title = Say.With(Words.ChangeTitle, room.Room),
            Details = () => Words.ChangeDetails,
            Confirm = Words.Save,
            Fields = settings.Fields,
            Run = async key =>
            {
                var change = new ChangeRoomRequest
                {
                    Title = settings.Title.Text,
                    Topic = settings.Topic.Text,
                    Description = settings.Description.Text,
                    ReadOnly = settings.ReadOnly.Checked,
                    SlowModeSeconds = settings.SlowMode.Number,
                };
                await client.Rooms.ChangeAsync(room.Room, change, key);
                return new(Say.With(Words.ChangeDone, room.Room));
            },
        });
    }

    /// <summary>Archives or restores a room.</summary>
    public void Archive(RoomInfo room) => dialog.Ask(new()
    {
        Title = Say.With(room.Archived ? Words.UnarchiveTitle : Words.ArchiveTitle, room.Room),
        Details = () => Say.With(room.Archived ? Words.UnarchiveDetails : Words.ArchiveDetails, room.Room),
        Confirm = room.Archived ? Words.Unarchive : Words.Archive,
        Danger = !room.Archived,
        Run = async key =>
        {
            await client.Rooms.ChangeAsync(room.Room, new ChangeRoomRequest { Archived = !room.Archived }, key);
            return new(Say.With(room.Archived ? Words.UnarchiveDone : Words.ArchiveDone, room.Room));
        },
    });

    /// <summary>Deletes a room.</summary>
    /// <param name="room">The room.</param>
    /// <param name="deleted">Called once it is deleted.</param>
    public void Delete(RoomInfo room, Action deleted) => dialog.Ask(new()
    {
        Title = Say.With(Words.DeleteRoomTitle, room.Room),
        Details = () => Say.Count(nameof(Words.DeleteRoomMembers_other), room.Members, room.Room)
            + Say.Count(nameof(Words.DeleteRoomEvents_other), room.Head) + Words.DeleteRoomUndo,
        Confirm = Words.DeletePermanently,
        Danger = true,
        TypeToConfirm = room.Room,
        Run = async key =>
        {
            var outcome = Outcome.Of(Say.With(Words.DeleteRoomDone, room.Room), await client.Rooms.DeleteAsync(room.Room, key));
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
        dialog.Ask(new()
        {
            Title = Say.With(Words.RoleTitle, member.Name, room),
            Details = () => $"{member.Name} ({member.User}) " + role.Text switch
            {
                RoomRole.Owner => Words.RoleOwnerDetails,
                RoomRole.Moderator => Words.RoleModeratorDetails,
                _ => Words.RoleMemberDetails,
            },
            Confirm = Words.RoleSet,
            Fields = [role],
            Run = async key => Outcome.Of(
                Say.With(Words.RoleDone, member.Name, RoleNames.Of(role.Text), room),
                await client.Rooms.SetRoleAsync(room, member.User, role.Text, key)),
        });
    }

    /// <summary>Removes a member.</summary>
    public void Remove(string room, string user, string name)
    {
        var reason = new Field(FieldKind.Line, Words.Reason) { Hint = Words.ReasonHint };
        dialog.Ask(new()
        {
            Title = Say.With(Words.RemoveTitle, name, room),
            Details = () => Say.With(Words.RemoveDetails, name, user, room),
            Confirm = Words.Remove,
            Danger = true,
            Fields = [reason],
            Run = async key => Outcome.Of(
                Say.With(Words.RemoveDone, name, room),
                await client.Rooms.RemoveMemberAsync(room, user, reason.Text, key)),
        });
    }

    /// <summary>Posts as the system or as a bot.</summary>
    public void Post(string room)
    {
        var text = new Field(FieldKind.Text, Words.Message) { MaxLength = 4_000 };
        var bot = new Field(FieldKind.Line, Words.BotName) { Optional = true, MaxLength = 40, Hint = Words.BotHint };
        dialog.Ask(new()
        {
            Title = Say.With(Words.PostTitle, room),
            Details = () => Say.With(
                Words.PostDetails, room, bot.TextOrNull is { } name ? Say.With(Words.PostAsBot, name) : Words.PostAsSystem),
            Confirm = Words.Post,
            Fields = [text, bot],
            Run = async key =>
            {
                // The key is also the message's id, so a retry is stored only once even after the key has expired.
                var sent = await client.Rooms.PostAsync(room, new PostRequest { Id = key, Text = text.Text, Bot = bot.TextOrNull }, key);
                return new(Say.With(Words.Posted, room, sent.Seq));
            },
        });
    }

    /// <summary>Deletes a message.</summary>
    public void DeleteMessage(string room, RoomEvent message) => dialog.Ask(new()
    {
        Title = Words.MessageDeleteTitle,
        Details = () => Say.With(Words.MessageDeleteDetails, Excerpt(message.Text ?? ""), message.Name ?? message.User, room),
        Confirm = Words.Delete,
        Danger = true,
        Run = async key =>
        {
            await client.Rooms.DeleteMessageAsync(room, message.Seq, key);
            return new(Say.With(Words.MessageDeleteDone, message.Name ?? message.User));
        },
    });

    private static string Excerpt(string text) => text.Length <= 120 ? text : $"{text[..120]}…";

    /// <summary>The fields that creating and changing a room share.</summary>
    private sealed class Settings(RoomInfo room)
    {
        public Field Title { get; } = new(FieldKind.Line, Words.RoomTitle)
        {
            Value = room.Title,
            Optional = true,
            MaxLength = RoomSettings.MaxTitleLength,
            Hint = Words.RoomTitleHint,
        };

        public Field Topic { get; } = new(FieldKind.Line, Words.Topic)
        {
            Value = room.Topic,
            Optional = true,
            MaxLength = RoomSettings.MaxTopicLength,
        };

        public Field Description { get; } = new(FieldKind.Text, Words.Description)
        {
            Value = room.Description,
            Optional = true,
            MaxLength = RoomSettings.MaxDescriptionLength,
        };

        public Field SlowMode { get; } = new(FieldKind.Number, Words.SlowMode)
        {
            Value = room.SlowModeSeconds.ToString(CultureInfo.InvariantCulture),
            Range = (0, RoomSettings.MaxSlowModeSeconds),
            Hint = Words.SlowHint,
        };

        public Field ReadOnly { get; } = new(FieldKind.Check, Words.ReadOnly) { Checked = room.ReadOnly, Hint = Words.ReadOnlyHint };

        public IReadOnlyList<Field> Fields => [Title, Topic, Description, SlowMode, ReadOnly];
    }
}
