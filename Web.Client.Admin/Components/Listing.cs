using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Api;

namespace AspireChat.Web.Client.Admin.Components;

/// <summary>A list that is loaded page by page, and can be loaded again, as far as it was, without flickering.</summary>
public sealed class Listing<T>(Func<ListRequest, Task<Page<T>>> fetch, int pageSize = 50)
{
    private const int MaxRefreshed = 200;

    private IReadOnlyList<T>? _loaded;
    private string? _next;
    private int _version;

    /// <summary>The loaded items; null before the first answer.</summary>
    public IReadOnlyList<T>? Items { get; private set; }

    /// <summary>Their order; null = the server's.</summary>
    public Order<T>? Order { get; private set; }

    /// <summary>Whether there is more.</summary>
    public bool HasMore => _next is not null;

    /// <summary>Whether the next page is being loaded.</summary>
    public bool LoadingMore { get; private set; }

    /// <summary>The nodes that did not answer, so that their items are missing.</summary>
    public IReadOnlyList<string> Missing { get; private set; } = [];

    /// <summary>Why the last load failed; null if it succeeded.</summary>
    public string? Problem { get; private set; }

    /// <summary>Starts again with another filter.</summary>
    public Task RestartAsync()
    {
        Show(null);
        return RefreshAsync();
    }

    /// <summary>Shows the items in another order. Loads more of them before, so that usually all are sorted.</summary>
    /// <param name="order">The order; null = the server's.</param>
    public Task SortAsync(Order<T>? order)
    {
        Order = order;
        Show(_loaded);
        return order is not null && HasMore && _loaded?.Count < MaxRefreshed ? RefreshAsync() : Task.CompletedTask;
    }

    /// <summary>Loads the shown items again.</summary>
    public async Task RefreshAsync()
    {
        if (LoadingMore || _loaded?.Count > MaxRefreshed)
        {
            return; // The reader has loaded many pages; the list stays as it is.
        }

        var version = ++_version;
        var least = Order is null ? pageSize : MaxRefreshed;
        var answer = await TryAsync(new ListRequest(Math.Clamp(_loaded?.Count ?? 0, least, MaxRefreshed)));
        if (version == _version && answer is not null)
        {
            (_next, Missing) = (answer.Next, answer.Missing ?? []);
            Show(answer.Items);
        }
    }

    /// <summary>Loads the next page.</summary>
    public async Task MoreAsync()
    {
        if (LoadingMore || _next is null)
        {
            return;
        }

        LoadingMore = true;
        var version = ++_version;
        var answer = await TryAsync(new ListRequest(pageSize, _next));
        if (version == _version && answer is not null)
        {
            (_next, Missing) = (answer.Next, answer.Missing ?? []);
            Show([.. _loaded ?? [], .. answer.Items]);
        }

        LoadingMore = false;
    }

    private void Show(IReadOnlyList<T>? loaded)
    {
        _loaded = loaded;
        Items = loaded is null || Order is null ? loaded : Order.Of(loaded);
    }

    private async Task<Page<T>?> TryAsync(ListRequest request)
    {
        try
        {
            var answer = await fetch(request);
            Problem = null;
            return answer;
        }
        catch (AdminProblemException refused)
        {
            Problem = refused.Message;
            return null;
        }
    }
}
