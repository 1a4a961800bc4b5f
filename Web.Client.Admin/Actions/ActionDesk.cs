using AspireChat.Web.Client.Admin.Api;

namespace AspireChat.Web.Client.Admin.Actions;

/// <summary>Where every write passes: it is asked for here, confirmed in a dialog, done, and its outcome told.</summary>
public sealed class ActionDesk
{
    private string? _key;

    /// <summary>The prompt or the outcome has changed.</summary>
    public event Action? Changed;

    /// <summary>An action has been done: what a page shows may be of before.</summary>
    public event Action? Done;

    /// <summary>What waits to be confirmed, or null.</summary>
    public Prompt? Current { get; private set; }

    /// <summary>Whether it is being done.</summary>
    public bool Busy { get; private set; }

    /// <summary>Why it failed, to show to a person; it can be tried again.</summary>
    public string? Problem { get; private set; }

    /// <summary>What came of the last action; null when there was none, or it was dismissed.</summary>
    public Outcome? Last { get; private set; }

    /// <summary>Asks a person to confirm.</summary>
    public void Ask(Prompt prompt)
    {
        (Current, Problem, _key) = (prompt, null, null);
        Changed?.Invoke();
    }

    /// <summary>The fields have changed: what is confirmed now is another action, with another key.</summary>
    public void Touch() => _key = null;

    /// <summary>Gives the action up.</summary>
    public void Cancel()
    {
        if (!Busy && Current is not null)
        {
            Current = null;
            Changed?.Invoke();
        }
    }

    /// <summary>Does what was confirmed. Confirmed again after a failure, it has the same key, so that it is not done twice.</summary>
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
            Done?.Invoke();
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

    /// <summary>The outcome has been read.</summary>
    public void Dismiss()
    {
        Last = null;
        Changed?.Invoke();
    }
}
