using AspireChat.Testing;
using Xunit.Sdk;

namespace AspireChat.Unit.Tests.Testing;

/// <summary>What every test that waits relies on.</summary>
public sealed class EventuallyTests
{
    [Fact]
    public async Task A_failed_assertion_is_not_tried_again()
    {
        var tries = 0;
        await Assert.ThrowsAsync<InRangeException>(() => Eventually.TrueAsync(
            () =>
            {
                Assert.InRange(tries++, 1, 2);
                return true;
            },
            "the second try passes"));
        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task A_failure_tells_what_was_seen_in_the_end()
    {
        var tries = 0;
        var late = await Assert.ThrowsAsync<TimeoutException>(
            () => Eventually.TrueAsync(() => ++tries < 0, () => $"{tries} tries", TimeSpan.FromMilliseconds(1)));
        Assert.EndsWith(": 1 tries", late.Message, StringComparison.Ordinal);
    }
}
