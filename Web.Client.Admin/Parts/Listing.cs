using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Api;

namespace AspireChat.Web.Client.Admin.Parts;

/// <summary>A list that is fetched page by page, and can be fetched anew as far as it was without flickering.</summary>
public sealed class Listing<T>(Func<ListRequest, Task<Page<T>>> fetch, int pageSize = 50)
{
    private const int Most = 200;

    private string? _next;
    private int _version;

    /// <summary>What has been fetched; null before the first answer.</summary>
    public IReadOnlyList<T>? Items { get; private set; }

    /// <summary>Whether there is more.</summary>
    public bool HasMore => _next is not null;

    /// <summary>Whether more is being fetched.</summary>
    public bool LoadingMore { get; private set; }

    /// <summary>Nodes that did not answer, so that what they know is missing.</summary>
    public IReadOnlyList<string> Missing { get; private set; } = [];

    /// <summary>Why the last fetch failed; null when it did not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Forgets everything: something else is asked for.</summary>
    public Task RestartAsync()
    {
        Items = null;
        return RefreshAsync();
    }

    /// <summary>Fetches again what is shown.</summary>
    public async Task RefreshAsync()
    {
        if (LoadingMore || Items?.Count > Most)
        {
            return; // Who has paged so far reads at leisure; the list stays as it is.
        }

        var version = ++_version;
        var answer = await TryAsync(new ListRequest(Math.Clamp(Items?.Count ?? 0, pageSize, Most)));
        if (version == _version && answer is not null)
        {
            (Items, _next, Missing) = (answer.Items, answer.Next, answer.Missing ?? []);
        }
    }

    /// <summary>Fetches the next page.</summary>
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
            (Items, _next, Missing) = ([.. Items ?? [], .. answer.Items], answer.Next, answer.Missing ?? []);
        }

        LoadingMore = false;
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
