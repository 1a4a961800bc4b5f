using AspireChat.Contracts;

namespace AspireChat.Unit.Tests.Fakes;

/// <summary>A room's log as the protocol describes it, in memory, with a page that is small enough to overflow in a test.</summary>
internal sealed class FakeLog
{
    public const int Page = 20;

    // By the id alone: to FakeHub a token is a user, and a connection that moves to another token may resend what it sent with
    // this one.
    private readonly Dictionary<string, long> _sent = [];

    public string Epoch { get; private set; } = "e1";

    public List<RoomEvent> Events { get; } = [];

    public SendResult Append(string user, SendRequest request)
    {
        if (_sent.TryGetValue(request.Id, out var known))
        {
            return new SendResult { Seq = known, Duplicate = true };
        }

        var seq = Events.Count + 1;
        Events.Add(new RoomEvent
        {
            Seq = seq,
            Kind = EventKind.Message,
            Id = request.Id,
            User = user,
            Text = request.Text,
            ReplyTo = request.ReplyTo,
        });
        _sent[request.Id] = seq;
        return new SendResult { Seq = seq };
    }

    public JoinResult Join(JoinRequest request)
    {
        var missed = request.Epoch == Epoch ? Events.Count - (int)request.After!.Value : int.MaxValue;
        var truncated = request.Epoch is not null && missed > Page;
        return new JoinResult
        {
            Room = request.Room,
            Epoch = Epoch,
            Head = Events.Count,
            Events = [.. Events.TakeLast(Math.Min(missed, Page))],
            Truncated = truncated,
            Online = [new RoomUser { User = "ada", Name = "ada" }],
            OnlineCount = 1,
        };
    }

    public HistoryResult History(HistoryRequest request)
    {
        var older = Events.Where(happened => request.Before == 0 || happened.Seq < request.Before).ToList();
        return new HistoryResult { Epoch = Epoch, Events = [.. older.TakeLast(request.Limit)], More = older.Count > request.Limit };
    }

    /// <summary>As after minutes: the ids are no longer remembered.</summary>
    public void ForgetIds() => _sent.Clear();

    /// <summary>As after a Redis that lost its data.</summary>
    public void Lose()
    {
        Epoch = Guid.NewGuid().ToString("N");
        Events.Clear();
        _sent.Clear();
    }
}
