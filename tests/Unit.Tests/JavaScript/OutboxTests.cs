namespace AspireChat.Unit.Tests.JavaScript;

/// <summary>The outbox of the JavaScript client, in Node.js.</summary>
public sealed class OutboxTests
{
    [Fact]
    public async Task A_message_that_cannot_be_stored_fails_and_does_not_keep_the_next_ones_back()
    {
        using var report = await ScriptRun.OfAsync("outbox.mjs");
        Assert.Equal(["taken: sent", "unexplained: failed", "refused: failed muted", "late: sent"], report.List("states"));
        Assert.Equal(["taken", .. Enumerable.Repeat("unexplained", 5), "refused", "late", "late", "late"], report.List("sends"));
    }
}
