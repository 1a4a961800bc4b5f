using AspireChat.Client;
using AspireChat.Contracts;

namespace AspireChat.ConsoleChat;

/// <summary>
/// Answers each command once, even if the connection, the node or the bot ends in between. An answer's id is made from the seq that it
/// answers, so an answer that is sent twice is stored once. The cluster keeps the bot's progress as its user's read position:
/// commands sent while the bot was away are answered later, those from before its first visit are not.
/// </summary>
internal sealed class Bot(ChatConnection connection, ChatRoom room)
{
    /// <summary>Commands more than this many events ago are not answered any more.</summary>
    private const int LookBack = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private string _epoch = "";
    private long _handled;

    private SessionInfo Me => connection.Session!;

    /// <summary>Answers the commands in an update. Completes when the answers are in the room's log.</summary>
    public async Task TakeAsync(RoomUpdate update, CancellationToken cancellationToken)
    {
        var events = update.Events;
        if (update.Reset)
        {
            if (room.Epoch != _epoch)
            {
                (_epoch, _handled) = (room.Epoch, room.Read);
            }

            events = await SinceAsync(events, cancellationToken);
        }

        var before = _handled;
        var answered = events.Where(said => said.User == Me.User).Select(said => said.Id).ToHashSet();
        foreach (var said in events.Where(said => said.Seq > _handled))
        {
            if (said is { Kind: EventKind.Message, Text: { } text } && IsPerson(said.User)
                && Commands.Answer(text, Me.Name) is { } answer && !answered.Contains(IdOf(said.Seq)))
            {
                await SendAsync(said.Seq, answer, cancellationToken);
            }

            _handled = said.Seq;
        }

        if (_handled > before)
        {
            await NoteAsync(cancellationToken);
        }
    }

    private bool IsPerson(string user) => user != Me.User && !ChatProtocol.IsSystemOrBot(user);

    private string IdOf(long seq) => $"answer.{_epoch}.{seq}";

    private async Task SendAsync(long seq, string answer, CancellationToken cancellationToken)
    {
        try
        {
            await connection.Send(room.Name, answer, replyTo: seq, id: IdOf(seq)).Completion.WaitAsync(cancellationToken);
        }
        catch (ChatException refused)
        {
            Terminal.Say($"the answer to #{seq} was refused ({refused.Code}): {refused.Message}");
        }
    }

    private async Task NoteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await connection.MarkReadAsync(room.Name, _handled, cancellationToken: cancellationToken);
        }
        catch (ChatException)
        {
            // The next read position includes this one. Until then the ids prevent a second answer.
        }
    }

    /// <summary>The page of a reset, and the older events since the last one handled.</summary>
    private async Task<IReadOnlyList<RoomEvent>> SinceAsync(IReadOnlyList<RoomEvent> page, CancellationToken cancellationToken)
    {
        List<RoomEvent> events = [.. page.Where(happened => happened.Seq > 0)];
        while (events is [{ Seq: > 1 } oldest, ..] && oldest.Seq > _handled + 1 && events.Count < LookBack)
        {
            try
            {
                var older = await connection.HistoryAsync(room.Name, oldest.Seq, cancellationToken: cancellationToken);
                if (older.Epoch != _epoch || older.Events.Count == 0)
                {
                    break;
                }

                events.InsertRange(0, older.Events);
            }
            catch (ChatException unavailable) when (unavailable.Code == ChatErrors.Unavailable)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }

        return events;
    }
}
