using System.Text.RegularExpressions;

namespace AspireChat.Browser.Tests.Fixtures;

/// <summary>A line between a page and its node that breaks in the middle of a call, when it is told to.</summary>
public sealed partial class WeakLine
{
    private volatile string? _method;
    private volatile bool _arrives;
    private volatile int _connections;

    private WeakLine()
    {
    }

    /// <summary>Whether it broke since it was told to.</summary>
    public bool Broke => _method is null;

    /// <summary>How often the page has connected.</summary>
    public int Connections => _connections;

    /// <summary>For the page's next connections.</summary>
    public static async Task<WeakLine> ToAsync(IPage page)
    {
        var line = new WeakLine();
        await page.RouteWebSocketAsync(new Regex("/hubs/chat"), line.Connect);
        return line;
    }

    /// <summary>The next call of this method breaks it: before it arrives, or before its answer does.</summary>
    public void BreakAt(string method, bool arrives) => (_arrives, _method) = (arrives, method);

    private void Connect(IWebSocketRoute page)
    {
        _connections++;
        var node = page.ConnectToServer();
        string? unanswered = null;
        page.OnMessage(frame =>
        {
            var call = _method is { } method
                ? Call().Matches(frame.Text ?? "").FirstOrDefault(call => call.Groups["method"].Value == method)
                : null;
            if (call is not null && !_arrives)
            {
                Break(page, node);
                return;
            }

            unanswered = call?.Groups["id"].Value ?? unanswered; // Other frames may follow before the answer comes.
            node.Send(frame.Text ?? "");
        });
        node.OnMessage(frame =>
        {
            if (unanswered is { } id && (frame.Text ?? "").Contains($"\"type\":3,\"invocationId\":\"{id}\"", StringComparison.Ordinal))
            {
                Break(page, node);
            }
            else
            {
                page.Send(frame.Text ?? "");
            }
        });
    }

    private void Break(IWebSocketRoute page, IWebSocketRoute node)
    {
        _method = null;
        _ = node.CloseAsync();
        _ = page.CloseAsync();
    }

    [GeneratedRegex("\"invocationId\":\"(?<id>[^\"]+)\",\"target\":\"(?<method>\\w+)\"")]
    private static partial Regex Call();
}
