using AspireChat.ChatNode.AdminModule.Commands;
using AspireChat.Store.Commands;

namespace AspireChat.ChatNode.Tests.Commands;

/// <summary>The guard alone, with a clock that the test moves: no command runs twice, however it is recorded and sent again.</summary>
public sealed class CommandGuardTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly ManualTime _time = new();
    private readonly CommandGuard _guard;

    public CommandGuardTests() => _guard = new CommandGuard(_time);

    [Fact]
    public void A_command_is_admitted_once_until_its_deadline_and_never_afterwards()
    {
        var command = Command("one", _time.Now);
        _guard.Admit(command);
        Assert.Equal(CommandRefusedException.Replayed, CodeOf(command));
        _time.Now += Timeout + CommandGuard.ClockAllowance;
        Assert.Equal(CommandRefusedException.Replayed, CodeOf(command));

        // From here on its id is forgotten, so it must be too old.
        _time.Now += TimeSpan.FromMilliseconds(1);
        Assert.Equal(CommandRefusedException.Stale, CodeOf(command));
        _guard.Admit(Command("two", _time.Now));
        Assert.Equal(CommandRefusedException.Stale, CodeOf(command));
    }

    [Fact]
    public void A_command_that_was_sent_before_the_process_started_is_refused_even_before_its_deadline()
    {
        var command = Command("one", _time.Now - TimeSpan.FromMilliseconds(1));
        Assert.True(command.Deadline > _time.Now.ToUnixTimeMilliseconds());
        Assert.Equal(CommandRefusedException.Stale, CodeOf(command));
        _guard.Admit(Command("two", _time.Now));
    }

    [Fact]
    public void Clocks_may_differ_by_the_allowance_and_no_more()
    {
        _time.Now += TimeSpan.FromHours(1);
        _guard.Admit(Command("ahead", _time.Now + CommandGuard.ClockAllowance));
        Assert.Equal(
            CommandRefusedException.Stale,
            CodeOf(Command("too far ahead", _time.Now + CommandGuard.ClockAllowance + TimeSpan.FromMilliseconds(1))));
        _guard.Admit(Command("behind", _time.Now - Timeout - CommandGuard.ClockAllowance));
        Assert.Equal(
            CommandRefusedException.Stale,
            CodeOf(Command("too far behind", _time.Now - Timeout - CommandGuard.ClockAllowance - TimeSpan.FromMilliseconds(1))));
    }

    [Fact]
    public void A_deadline_before_the_sending_or_too_long_after_it_is_refused()
    {
        var at = _time.Now.ToUnixTimeMilliseconds();
        var longest = (long)CommandMessage.MaxTimeout.TotalMilliseconds;
        _guard.Admit(Command("one", _time.Now) with { Deadline = at });
        _guard.Admit(Command("two", _time.Now) with { Deadline = at + longest });
        Assert.Equal(CommandRefusedException.Malformed, CodeOf(Command("three", _time.Now) with { Deadline = at - 1 }));
        Assert.Equal(CommandRefusedException.Malformed, CodeOf(Command("four", _time.Now) with { Deadline = at + longest + 1 }));
    }

    private static CommandMessage Command(string id, DateTimeOffset at) => new()
    {
        Id = id,
        Type = "drain",
        Issuer = "a test",
        At = at.ToUnixTimeMilliseconds(),
        Deadline = (at + Timeout).ToUnixTimeMilliseconds(),
        Body = [],
    };

    private string CodeOf(CommandMessage command) => Assert.Throws<CommandRefusedException>(() => _guard.Admit(command)).Code;

    private sealed class ManualTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.FromUnixTimeSeconds(2_000_000_000);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
