using AspireChat.Contracts;
using AspireChat.Web.Client.Admin.Api;

namespace AspireChat.Web.Client.Admin.Components;

/// <summary>The loaded part of a room's log, newest first.</summary>
/// <param name="fetch">Loads the page before a seq, or the newest page, with at most this number of events.</param>
public sealed class RoomHistoryLog(Func<long?, int, Task<HistoryResult>> fetch)
{
    private const int PageSize = 50;

    private readonly SortedDictionary<long, RoomEvent> _events = new(Comparer<long>.Create((left, right) => right.CompareTo(left)));
    private readonly HashSet<long> _deleted = [];
    private readonly Dictionary<long, RoomEvent> _edits = [];
    private string _epoch = "";

    /// <summary>The events, newest first.</summary>
    public IReadOnlyCollection<RoomEvent> Entries => _events.Values;

    /// <summary>Whether a page has been loaded.</summary>
    public bool Loaded { get; private set; }

    /// <summary>Whether there are older events.</summary>
    public bool More { get; private set; }

    /// <summary>Whether older events are being loaded.</summary>
    public bool LoadingOlder { get; private set; }

    /// <summary>Why the last load failed; null if it succeeded.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether a message is deleted.</summary>
    public bool IsDeleted(long seq) => _deleted.Contains(seq);

    /// <summary>A message's text after its last edit.</summary>
    public string? TextOf(RoomEvent message) => _edits.GetValueOrDefault(message.Seq)?.Text ?? message.Text;

    /// <summary>Loads the newest page, and merges it with the loaded events.</summary>
    public async Task RefreshAsync()
    {
        if (await TryAsync(null) is not { } page)
        {
            return;
        }

        // A new epoch, or more new events than a page has: the loaded events are not adjacent.
        var isAdjacent = page.Epoch == _epoch && page.Events is [var first, ..] && _events.ContainsKey(first.Seq);
        if (!isAdjacent)
        {
            _events.Clear();
            _deleted.Clear();
            _edits.Clear();
            More = page.More;
        }

        Take(page);
    }

    /// <summary>Loads the next older page.</summary>
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
            if (entry is { Kind: EventKind.Delete, Target: { } deleted })
            {
                _deleted.Add(deleted);
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
