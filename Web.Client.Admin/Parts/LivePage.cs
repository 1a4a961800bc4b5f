using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Api;
using Microsoft.AspNetCore.Components;

namespace AspireChat.Web.Client.Admin.Parts;

/// <summary>A page that stays true by itself: rendered with each sample, fetched anew every few seconds and after what concerns it.</summary>
public abstract class LivePage : AdminComponent, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>What happens together is fetched together.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(300);

    private TaskCompletionSource _wish = new();
    private bool _ended;

    /// <summary>The clock.</summary>
    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    /// <summary>Why what the page is about cannot be shown; null when it can.</summary>
    protected string? Problem { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended = true;
        Live.Changed -= OnChanged;
        Live.Happened -= OnHappened;
        Desk.Done -= Wish;
        _wish.TrySetResult();
        GC.SuppressFinalize(this);
    }

    /// <summary>Fetches what the page shows.</summary>
    protected virtual Task RefreshAsync() => Task.CompletedTask;

    /// <summary>Whether an event may have changed what the page shows.</summary>
    protected virtual bool Concerns(ClusterEvent happened) => happened.Kind == "action";

    /// <summary>Fetches soon.</summary>
    protected void Wish() => _wish.TrySetResult();

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Live.Changed += OnChanged;
        Live.Happened += OnHappened;
        Desk.Done += Wish;
        _ = FollowAsync();
    }

    private async Task FollowAsync()
    {
        await Task.Yield(); // The parameters come first.
        while (!_ended)
        {
            _wish = new();
            try
            {
                await RefreshAsync();
                Problem = null;
            }
            catch (AdminProblemException refused)
            {
                Problem = refused.Message;
            }

            StateHasChanged();
            if (await Task.WhenAny(_wish.Task, Task.Delay(Interval, Time)) == _wish.Task && !_ended)
            {
                await Task.Delay(Gathering, Time);
            }
        }
    }

    private void OnChanged() => _ = InvokeAsync(StateHasChanged);

    private void OnHappened(ClusterEvent happened)
    {
        if (Concerns(happened))
        {
            Wish();
        }
    }
}
