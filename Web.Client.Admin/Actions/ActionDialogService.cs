using AspireChat.Web.Client.Admin.Api;

namespace AspireChat.Web.Client.Admin.Actions;

/// <summary>Every write goes through this service: it is confirmed in a dialog, run, and its outcome shown.</summary>
public sealed class ActionDialogService
{
    private string? _key;

    /// <summary>The prompt or the outcome has changed.</summary>
    public event Action? Changed;

    /// <summary>An action has completed: pages may show outdated data.</summary>
    public event Action? Completed;

    /// <summary>The action to confirm, or null.</summary>
    public Prompt? Current { get; private set; }

    /// <summary>Whether it is running.</summary>
    public bool Busy { get; private set; }

    /// <summary>Why it failed, as a text to show; it can be tried again.</summary>
    public string? Problem { get; private set; }

    /// <summary>The outcome of the last action; null if there was none, or it was dismissed.</summary>
    public Outcome? Last { get; private set; }

    /// <summary>Asks to confirm an action.</summary>
    public void Ask(Prompt prompt)
    {
        (Current, Problem, _key) = (prompt, null, null);
        Changed?.Invoke();
    }

    /// <summary>The fields have changed, so this is another action and needs another idempotency key.</summary>
    public void OnFieldsChanged() => _key = null;

    /// <summary>Cancels the action.</summary>
    public void Cancel()
    {
        if (!Busy && Current is not null)
        {
            Current = null;
            Changed?.Invoke();
        }
    }

    /// <summary>Runs the action. Confirmed again after a failure it has the same key, so that it is never applied twice.</summary>
    public async Task ConfirmAsync()
    {
        if (Busy || Current is not { } prompt)
        {
            return;
        }

        (Busy, Problem) = (true, null);
        Changed?.Invoke();
        try
        {
            Last = await prompt.Run(_key ??= Guid.NewGuid().ToString("N"));
            Current = null;
            Completed?.Invoke();
        }
        catch (AdminProblemException refused)
        {
            Problem = refused.Message;
        }
        finally
        {
            Busy = false;
            Changed?.Invoke();
        }
    }

    /// <summary>Removes the outcome.</summary>
    public void Dismiss()
    {
        Last = null;
        Changed?.Invoke();
    }
}
