using System.Collections.Concurrent;
using System.Text.Json;

namespace AspireChat.Browser.Tests;

/// <summary>The page's part of a trace.</summary>
public sealed class TraceTests(ChatSite site)
{
    [Fact]
    public async Task A_trace_starts_with_the_click_if_the_server_wants_traces()
    {
        await using var ada = await site.VisitAsync(fresh: true);
        var spans = new ConcurrentQueue<JsonElement>();
        await ada.Page.RouteAsync("**/v1/traces", async route =>
        {
            var request = JsonDocument.Parse(route.Request.PostData!).RootElement;
            foreach (var span in Parts(request,
                "resourceSpans").SelectMany(one => Parts(one, "scopeSpans")).SelectMany(one => Parts(one, "spans")))
            {
                spans.Enqueue(span);
            }

            await route.FulfillAsync(new() { Status = 200, ContentType = "application/json", Body = "{}" });
        });
        var room = ChatSite.NewRoom();
        // As if telemetry were on in this cluster. Not by changing the page on its way: Chromium takes such a page for one from outside,
        // and refuses it WebSockets to this machine.
        await ada.Page.AddInitScriptAsync(
            "document.addEventListener('readystatechange', () => document.documentElement.dataset.traces = '1')");
        await ada.Page.GotoAsync($"/r/{room}");
        await ada.SignInAsync("Ada");
        await ada.MessageBox.FillAsync("where does this go?");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await ada.SeesAsync(messages: 1);

        await Eventually.TrueAsync(() => new[] { "click send", $"outbox {room}",
            "hubs/chat/Send" }.All(name => Find(name).ValueKind == JsonValueKind.Object),
            "the page tells of the click, the outbox and the call");
        JsonElement click = Find("click send"), outbox = Find($"outbox {room}"), call = Find("hubs/chat/Send");
        Assert.False(click.TryGetProperty("parentSpanId", out _));
        Assert.Equal(Text(click, "spanId"), Text(outbox, "parentSpanId"));
        Assert.Equal(Text(outbox, "spanId"), Text(call, "parentSpanId"));
        Assert.Equal([Text(click, "traceId"), Text(click, "traceId")], [Text(outbox, "traceId"), Text(call, "traceId")]);
        Assert.Matches("^[0-9a-f]{32}$", Text(click, "traceId"));
        Assert.Matches("^[0-9]{19}$", Text(call, "startTimeUnixNano"));
        Assert.Empty(ada.Complaints);

        JsonElement Find(string name) => spans.FirstOrDefault(span => Text(span, "name") == name);
    }

    [Fact]
    public async Task A_page_without_a_trace_receiver_does_not_trace()
    {
        await using var ada = await site.VisitAsync(fresh: true);
        Assert.Equal("", await ada.Page.EvaluateAsync<string>("document.documentElement.dataset.traces"));
    }

    private static JsonElement.ArrayEnumerator Parts(JsonElement element, string name) => element.GetProperty(name).EnumerateArray();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
