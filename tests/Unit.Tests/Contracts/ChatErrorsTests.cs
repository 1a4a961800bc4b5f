using AspireChat.Contracts;

namespace AspireChat.Unit.Tests.Contracts;

public class ChatErrorsTests
{
    [Theory]
    [InlineData("rate_limited: wait a moment", "rate_limited")]
    [InlineData("An unexpected error occurred invoking 'Send' on the server. HubException: too_long: at most 4000", "too_long")]
    [InlineData("muted: read: only", "muted")]
    [InlineData("An unexpected error occurred invoking 'Send' on the server.", "")]
    [InlineData("Something: else", "")]
    [InlineData("no colon", "")]
    [InlineData(": nothing before", "")]
    [InlineData("two words: no code", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void The_code_is_found_with_and_without_the_error_text_of_SignalR(string? message, string code) =>
        Assert.Equal(code, ChatErrors.CodeOf(message));
}
