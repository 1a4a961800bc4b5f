namespace AspireChat.Unit.Tests.JavaScript;

/// <summary>A room of the JavaScript client whose log was lost or replaced, in Node.js.</summary>
public sealed class ReplacedLogTests
{
    [Fact]
    public async Task Batches_of_a_replaced_log_are_dropped_and_the_new_log_is_shown()
    {
        using var report = await ScriptRun.OfAsync("replace.mjs");
        (int Joins, string Texts) Result(string name)
        {
            var result = report.RootElement.GetProperty(name);
            return (result.GetProperty("joins").GetInt32(),
                string.Join(' ', result.GetProperty("texts").EnumerateArray().Select(text => text.GetString())));
        }

        Assert.Equal((1, "uno"), Result("held"));
        Assert.Equal((1, "uno"), Result("late"));
        Assert.Equal((0, "uno dos"), Result("next"));
        Assert.Equal((1, "ein"), Result("replaced"));
        Assert.Equal((2, "yksi"), Result("again"));
    }
}
