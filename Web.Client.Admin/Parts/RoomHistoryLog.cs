using AspireChat.Contracts;
using AspireChat.Web.Client.Admin.Api;

namespace AspireChat.Web.Client.Admin.Parts;

/// <summary>The part of a room's log that has been fetched, newest first.</summary>
/// <param name="fetch">Gets the page before a seq, or the newest, of at most so many events.</param>
public sealed class RoomHistoryLog(Func<long?, int, Task<HistoryResult>> fetch)
{
    private const int PageSize = 50;

    private readonly SortedDictionary<long, RoomEvent> _events = new(Comparer<long>.Create((left, right) => right.CompareTo(left)));
    private readonly HashSet<long> _withdrawn = [];
    private readonly Dictionary<long, RoomEvent> _edits = [];
    private string _epoch = "";

    /// <summary>The events, newest first.</summary>
    public IReadOnlyCollection<RoomEvent> Entries => _events.Values;

    /// <summary>Whether there has been an answer.</summary>
    public bool Loaded { get; private set; }

    /// <summary>Whether there are older ones.</summary>
    public bool More { get; private set; }

    /// <summary>Whether older ones are being fetched.</summary>
    public bool LoadingOlder { get; private set; }

    /// <summary>Why the last fetch failed; null when it did not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether a message is withdrawn.</summary>
    public bool IsWithdrawn(long seq) => _withdrawn.Contains(seq);

    /// <summary>A message's text after its last edit.</summary>
    public string? TextOf(RoomEvent message) => _edits.GetValueOrDefault(message.Seq)?.Text ?? message.Text;

    /// <summary>Fetches the newest page, and puts it before what is there.</summary>
    public async Task RefreshAsync()
    {
        if (await TryAsync(null) is not { } page)
        {
            return;
        }

        // Another life of the log, or more new events than a page holds: what was there does not join on to it.
        var joins = page.Epoch == _epoch && page.Events is [var first, ..] && _events.ContainsKey(first.Seq);
        if (!joins)
        {
            _events.Clear();
            _withdrawn.Clear();
            _edits.Clear();
            More = page.More;
        }

        Take(page);
    }

    /// <summary>Fetches the page before.</summary>
    public async Task OlderAsync()
    {
        LoadingOlder = true;
        var before = _events.Count == 0 ? (long?)null : _events.Keys.Last();
        if (await TryAsync(before) is { } page && page.Epoch == _epoch)
        {
            More = page.More;
            Take(page);
        }

        LoadingOlder = false;
    }

    private void Take(HistoryResult page)
    {
        (_epoch, Loaded) = (page.Epoch, true);
        foreach (var entry in page.Events)
        {
            _events[entry.Seq] = entry;
            if (entry is { Kind: EventKind.Delete, Target: { } withdrawn })
            {
                _withdrawn.Add(withdrawn);
            }
            else if (entry is { Kind: EventKind.Edit, Target: { } edited } && !(_edits.GetValueOrDefault(edited)?.Seq > entry.Seq))
            {
                _edits[edited] = entry;
            }
        }
    }

    private async Task<HistoryResult?> TryAsync(long? before)
    {
        try
        {
            var page = await fetch(before, PageSize);
            Problem = null;
            return page;
        }
        catch (AdminProblemException refused)
        {
            Problem = refused.Message;
            return null;
        }
    }
}
