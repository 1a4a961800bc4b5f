using System.Net;
using System.Text;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary>Whatever an admin sends to the admin API, it answers, and never with an error of its own.</summary>
public sealed class ApiFuzzTests(LoneAdminNode site) : IClassFixture<LoneAdminNode>
{
    private static readonly string[] Calls =
    [
        "PUT users/USER/ban", "DELETE users/USER/ban", "PUT users/USER/mute", "POST users/USER/kick", "POST users/USER/notice",
        "GET users?query=TEXT&cursor=TEXT", "POST rooms", "GET rooms?query=TEXT&limit=TEXT", "PATCH rooms/ROOM",
        "POST rooms/ROOM/messages", "GET rooms/ROOM/messages?before=TEXT&limit=TEXT", "PUT rooms/ROOM/members/USER/role",
        "POST announcements", "POST webhooks", "GET audit?who=TEXT&cursor=TEXT", "GET connections?room=TEXT&user=TEXT",
        "POST nodes/USER/disconnect",
    ];

    private static readonly string[] Properties =
    [
        "reason", "seconds", "until", "room", "text", "name", "topic", "description", "kind", "private", "archived", "readOnly",
        "slowModeSeconds", "role", "id", "bot", "replyTo", "url", "kinds", "rooms", "enabled", "share", "spread",
    ];

    [Fact]
    public Task Any_call_is_answered() => Fuzz.RunAsync(300, Make, async call =>
    {
        var (method, path, body) = call.Split([' ', '\n'], 3) is [var first, var second, var third]
            ? (first, second, third)
            : throw new InvalidOperationException();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.Add("Content-Type", "application/json");
        using var answer = await site.Admin.SendAsync(new HttpMethod(method), path, method is "GET" or "DELETE" ? null : content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError, $"{(int)answer.StatusCode} {text}");
    });

    private static string Make(Random random)
    {
        var call = Calls[random.Next(Calls.Length)]
            .Replace("USER", Escaped(random), StringComparison.Ordinal)
            .Replace("ROOM", random.Next(2) == 0 ? "lobby" : Escaped(random), StringComparison.Ordinal)
            .Replace("TEXT", Escaped(random), StringComparison.Ordinal);
        return $"{call}\n{FuzzInput.Json(random, Properties)}";
    }

    private static string Escaped(Random random)
    {
        var text = Uri.EscapeDataString(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(FuzzInput.Text(random, 4))));
        return text.Length is > 0 and < 2_000 ? text : "x";
    }
}
