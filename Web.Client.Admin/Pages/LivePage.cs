using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Api;
using AspireChat.Web.Client.Admin.Components;
using Microsoft.AspNetCore.Components;

namespace AspireChat.Web.Client.Admin.Pages;

/// <summary>
/// A page that keeps itself current: rendered with each sample, loaded again every few seconds and after events that concern it.
/// </summary>
public abstract class LivePage : AdminComponent, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Waits a moment so that several events cause one load.</summary>
    private static readonly TimeSpan BatchDelay = TimeSpan.FromMilliseconds(300);

    private TaskCompletionSource _refreshRequest = new();
    private bool _ended;

    /// <summary>The clock.</summary>
    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    /// <summary>Why the content cannot be shown, as a text to show; null if it can.</summary>
    protected string? Problem { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended = true;
        Live.Changed -= OnChanged;
        Live.EventReceived -= OnHappened;
        Actions.Completed -= RefreshSoon;
        _refreshRequest.TrySetResult();
        GC.SuppressFinalize(this);
    }

    /// <summary>Loads the content.</summary>
    protected virtual Task RefreshAsync() => Task.CompletedTask;

    /// <summary>Whether an event may have changed the content.</summary>
    protected virtual bool Concerns(ClusterEvent clusterEvent) => clusterEvent.Kind == "action";

    /// <summary>Loads the content again soon.</summary>
    protected void RefreshSoon() => _refreshRequest.TrySetResult();

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Live.Changed += OnChanged;
        Live.EventReceived += OnHappened;
        Actions.Completed += RefreshSoon;
        _ = FollowAsync();
    }

    private async Task FollowAsync()
    {
        await Task.Yield(); // Parameters are set first.
        while (!_ended)
        {
            _refreshRequest = new();
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
            if (await Task.WhenAny(_refreshRequest.Task, Task.Delay(Interval, Time)) == _refreshRequest.Task && !_ended)
            {
                await Task.Delay(BatchDelay, Time);
            }
        }
    }

    private void OnChanged() => _ = InvokeAsync(StateHasChanged);

    private void OnHappened(ClusterEvent clusterEvent)
    {
        if (Concerns(clusterEvent))
        {
            RefreshSoon();
        }
    }
}
