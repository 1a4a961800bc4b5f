using AspireChat.Web.Client.Admin.Actions;
using AspireChat.Web.Client.Admin.Api;

namespace AspireChat.Unit.Tests.Page;

/// <summary>The idempotency key of an operator's action: the same for a retry, so that it is applied once.</summary>
public sealed class ActionDialogTests
{
    private readonly ActionDialogService _dialog = new();
    private readonly List<string> _keys = [];
    private int _failures = 1;

    [Fact]
    public async Task A_failed_action_is_tried_again_with_the_same_key()
    {
        Ask();
        await _dialog.ConfirmAsync();
        Assert.Equal("no answer", _dialog.Problem);
        Assert.NotNull(_dialog.Current);

        await _dialog.ConfirmAsync();
        Assert.Equal(2, _keys.Count);
        Assert.Single(_keys.Distinct());
        Assert.Null(_dialog.Current);
        Assert.Equal("done", _dialog.Last?.Text);
    }

    [Fact]
    public async Task Another_action_and_changed_fields_have_another_key()
    {
        _failures = 2;
        Ask();
        await _dialog.ConfirmAsync();
        _dialog.OnFieldsChanged();
        await _dialog.ConfirmAsync();
        _dialog.Cancel();
        Ask();
        await _dialog.ConfirmAsync();

        Assert.Equal(3, _keys.Distinct().Count());
    }

    private void Ask() => _dialog.Ask(new Prompt
    {
        Title = "Close it?",
        Details = () => "",
        Confirm = "Close",
        Run = key =>
        {
            _keys.Add(key);
            return _failures-- > 0 ? throw new AdminProblemException("no answer") : Task.FromResult(new Outcome("done"));
        },
    });
}
