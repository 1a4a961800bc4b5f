using System.Globalization;
using System.Text.RegularExpressions;

namespace AspireChat.Browser.Tests;

/// <summary>The lines between the days, in a time zone whose clocks change at midnight.</summary>
public sealed partial class DayTests(ChatSite site)
{
    [Fact]
    public async Task Around_a_change_of_daylight_saving_time_each_day_has_one_line()
    {
        // On 6 September 2026, 00:00 is followed by 01:00 in Santiago; on 5 April 2026, 23:00 to 24:00 of the day before came twice.
        Queue<string> times = new(["2026-04-05T02:30Z", "2026-04-05T03:30Z", "2026-04-05T04:30Z",
            "2026-09-06T03:30Z", "2026-09-06T04:30Z", "2026-09-06T05:30Z"]);
        var room = ChatSite.NewRoom();
        await using var ada = await site.VisitAsync("about:blank", zone: "America/Santiago");
        await ada.Page.RouteWebSocketAsync(new Regex("/hubs/chat"), socket =>
        {
            var server = socket.ConnectToServer();
            server.OnMessage(frame => socket.Send(TimeOfMessage().Replace(
                frame.Text ?? "", message => message.Groups[1].Value + Milliseconds(times.Dequeue()))));
        });
        await ada.Page.GotoAsync($"/r/{room}");
        await ada.SignInAsync($"Ada {Guid.NewGuid():N}"[..12]);
        for (var i = 1; i <= 6; i++)
        {
            await ada.SayAsync($"message {i}");
            await ada.SeesAsync(i);
        }

        var shown = await ada.Page.Locator(".day, [data-testid=text]").AllTextContentsAsync();
        Assert.Equal(
            [
                "Saturday, 4 April 2026", "message 1", "message 2", "Sunday, 5 April 2026", "message 3",
                "Saturday, 5 September 2026", "message 4", "Sunday, 6 September 2026", "message 5", "message 6",
            ],
            shown.SkipWhile(line => line is "Today")); // The user's joining.
    }

    private static long Milliseconds(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    [GeneratedRegex("(\"kind\":\"message\".*?\"at\":)\\d+")]
    private static partial Regex TimeOfMessage();
}
