using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Rooms;

namespace AspireChat.Web.Client.Chat;

/// <summary>Keeps the pinned messages and waiting questions of the joined rooms current.</summary>
internal sealed class PinsAndQuestions(ChatConnection connection, RoomList rooms)
{
    /// <summary>How long the event of an approved question may come after the notice.</summary>
    private static readonly TimeSpan EventDelay = TimeSpan.FromSeconds(2);

    private SessionInfo? _session;

    /// <summary>Loads both.</summary>
    public async Task LoadAsync(OpenRoom room)
    {
        await LoadPinsAsync(room);
        await LoadQuestionsAsync(room);
    }

    /// <summary>Loads the waiting questions, if the room has questions.</summary>
    public async Task LoadQuestionsAsync(OpenRoom room)
    {
        if (room.HasQuestions)
        {
            await TryAsync(async () =>
            {
                var former = room.OwnWaitingQuestions;
                room.WaitingQuestions = (await connection.QuestionsAsync(room.Name)).Questions;
                room.RaiseChanged();
                await NoteDismissedAsync(room, former);
            });
        }
    }

    /// <summary>Loads everything again after a reconnect: notices sent meanwhile are lost.</summary>
    public void OnConnectionChanged()
    {
        if (connection.Session is { } session && !ReferenceEquals(session, _session))
        {
            var isFirst = _session is null;
            _session = session;
            foreach (var room in isFirst ? [] : rooms.All.Where(room => room.Connected is not null).ToArray())
            {
                _ = LoadAsync(room);
            }
        }
    }

    /// <summary>Loads the questions again when the server says that they changed.</summary>
    public void OnNotice(Notice notice)
    {
        if (rooms.Find(notice.Room) is { Connected: not null } room)
        {
            _ = LoadQuestionsAsync(room);
        }
    }

    /// <summary>Loads the pins again when one of them changed.</summary>
    public void OnUpdated(OpenRoom room, RoomUpdate update)
    {
        if (room.Connected is not null && (update.Reset || update.Events.Any(entry => entry.Kind == EventKind.Pin
            || (entry is { Kind: EventKind.Edit or EventKind.Delete, Target: { } target } && room.Pins.Contains(target)))))
        {
            _ = LoadPinsAsync(room);
        }
    }

    /// <summary>A question that waits no longer is in the log, or was dismissed. Its event may still be on the way.</summary>
    private static async Task NoteDismissedAsync(OpenRoom room, IReadOnlyList<Question> former)
    {
        List<Question> gone = [.. former.Where(question => room.WaitingQuestions.All(waiting => waiting.Id != question.Id))];
        if (gone.Count > 0)
        {
            await Task.Delay(EventDelay);
            room.DismissedQuestions = [.. room.DismissedQuestions, .. gone.Where(question => !room.Timeline.HasOwn(question.Id))];
            room.RaiseChanged();
        }
    }

    private Task LoadPinsAsync(OpenRoom room) => TryAsync(async () =>
    {
        room.Pins.Set((await connection.PinsAsync(room.Name)).Events);
        room.RaiseChanged();
    });

    private static async Task TryAsync(Func<Task> load)
    {
        try
        {
            await load();
        }
        catch (Exception failure) when (failure is ChatException or OperationCanceledException or ObjectDisposedException)
        {
            // The next connection loads it again.
        }
    }
}
