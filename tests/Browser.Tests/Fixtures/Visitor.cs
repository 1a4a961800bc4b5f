using System.Collections.Concurrent;

namespace AspireChat.Browser.Tests.Fixtures;

/// <summary>Somebody with a browser window of their own, and what they can do and see on the page.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _window;
    private readonly ConcurrentQueue<string> _complaints = [];
    private readonly ConcurrentQueue<string> _requests = [];
    private readonly ConcurrentQueue<string> _sent = [];
    private readonly Action<Visitor>? _leaveTo;

    /// <param name="window">Their window.</param>
    /// <param name="page">Its page.</param>
    /// <param name="leaveTo">Takes whoever has signed out properly, for the next one to use their window. Null closes it.</param>
    public Visitor(IBrowserContext window, IPage page, Action<Visitor>? leaveTo)
    {
        (_window, Page, _leaveTo) = (window, page, leaveTo);
        page.Console += (_, said) =>
        {
            if (said.Type is "error" or "warning")
            {
                _complaints.Enqueue($"{said.Type}: {said.Text}");
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue($"exception: {error}");
        page.WebSocket += (_, socket) => socket.FrameSent += (_, frame) => _sent.Enqueue(frame.Text ?? "");
        page.RequestFailed += (_, request) => _complaints.Enqueue($"failed: {request.Failure} {request.Url}");
        page.Request += (_, request) =>
        {
            _requests.Enqueue(request.Url);
            if (request.IsNavigationRequest)
            {
                _complaints.Clear();
            }
        };
    }

    public IPage Page { get; }

    /// <summary>
    /// Errors and warnings of the browser's console, exceptions nobody caught, and requests that failed, since the page was loaded.
    /// </summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>The addresses that the page asked for.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public ILocator NameBox => Page.GetByLabel("Your name");

    public ILocator MessageBox => Page.GetByRole(AriaRole.Textbox, new() { NameRegex = new("^(Message|Question) to ") });

    public ILocator RoomBox => Page.GetByLabel("Join or create a room");

    /// <summary>The texts of the stored messages.</summary>
    public ILocator Texts => Page.GetByTestId("text");

    /// <summary>Own messages that are not stored yet.</summary>
    public ILocator Pending => Page.GetByTestId("pending");

    /// <summary>Goes to another place of the chat, as by a link in the page, which is not loaded anew.</summary>
    public Task OpenAsync(string path) => Page.EvaluateAsync("path => Blazor.navigateTo(path)", path);

    /// <summary>Empties <see cref="Complaints"/> and <see cref="Requests"/>.</summary>
    public void Forget()
    {
        _complaints.Clear();
        _requests.Clear();
    }

    public async Task EnterNameAsync(string name)
    {
        await OrTellAsync(NameBox.FillAsync(name));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Enter the chat" }).ClickAsync();
    }

    /// <summary>Opens the panel with the language, the colours and so on.</summary>
    public Task OpenSettingsAsync() => OrTellAsync(Page.GetByTestId("settings").ClickAsync());

    /// <summary>Signs in, and waits until a node has answered.</summary>
    public async Task SignInAsync(string name)
    {
        await EnterNameAsync(name);
        await NodeAsync();
    }

    /// <summary>The node that the page is connected to, once it is.</summary>
    public async Task<string> NodeAsync()
    {
        var node = Page.GetByTestId("node").TextContentAsync();
        await OrTellAsync(node);
        return await node ?? "";
    }

    public async Task SayAsync(string text)
    {
        await MessageBox.FillAsync(text);
        await MessageBox.PressAsync("Enter");
    }

    /// <summary>
    /// Fills a joined room with messages "message 1", "message 2" …, over a connection of its own beside the page's, fifty at a time.
    /// </summary>
    public Task FillAsync(string room, int messages) => Page.EvaluateAsync(
        """
        ([room, messages]) => new Promise((done, failed) => {
          const { token } = JSON.parse(sessionStorage.getItem('session'));
          const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/hubs/chat?access_token=${token}`);
          const send = value => socket.send(JSON.stringify(value) + '\u001e');
          const call = (id, target, argument) => ({ type: 1, invocationId: `${id}`, target, arguments: [argument] });
          let sent = 0, unanswered = 1;
          socket.onerror = failed;
          socket.onopen = () => { send({ protocol: 'json', version: 1 }); send(call(0, 'JoinRoom', { room })); };
          socket.onmessage = event => {
            for (const answer of event.data.split('\u001e').filter(Boolean).map(JSON.parse).filter(m => m.type === 3)) {
              if (answer.error) { failed(new Error(answer.error)); }
              unanswered--;
            }
            if (unanswered > 0) { return; }
            if (sent === messages) { socket.close(); done(); return; }
            const calls = [];
            while (calls.length < 50 && sent < messages) {
              sent++;
              calls.push(call(sent, 'Send', { room, id: `fill-${sent}`, text: `message ${sent}` }));
            }
            unanswered = calls.length;
            socket.send(calls.map(one => JSON.stringify(one) + '\u001e').join(''));
          };
        })
        """,
        new object[] { room, messages });

    /// <summary>Chooses a file for the next message.</summary>
    public Task AttachAsync(string name, string type, byte[] content) =>
        Page.GetByTestId("file-input").SetInputFilesAsync(new FilePayload { Name = name, MimeType = type, Buffer = content });

    /// <summary>
    /// Calls a method of the hub over a connection of its own beside the page's, which joins the room first if one is named.
    /// </summary>
    public Task CallHubAsync(string method, object argument, string? join = null) => Page.EvaluateAsync(
        """
        ([method, argument, join]) => new Promise((done, failed) => {
          const { token } = JSON.parse(sessionStorage.getItem('session'));
          const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/hubs/chat?access_token=${token}`);
          const send = value => socket.send(JSON.stringify(value) + '\u001e');
          const call = (id, target, sent) => send({ type: 1, invocationId: id, target, arguments: [sent] });
          socket.onerror = failed;
          socket.onopen = () => {
            send({ protocol: 'json', version: 1 });
            if (join) { call('join', 'JoinRoom', { room: join }); } else { call('call', method, argument); }
          };
          socket.onmessage = event => {
            for (const answer of event.data.split('\u001e').filter(Boolean).map(JSON.parse).filter(m => m.type === 3)) {
              if (answer.error) { failed(new Error(answer.error)); }
              if (answer.invocationId === 'join') { call('call', method, argument); } else { socket.close(); done(); }
            }
          };
        })
        """,
        new object?[] { method, argument, join });

    /// <summary>A stored message with this text.</summary>
    public ILocator Message(string text) =>
        Page.GetByTestId("message").Filter(new() { Has = Page.GetByTestId("text").GetByText(text, new() { Exact = true }) });

    /// <summary>Presses one of the buttons that a message shows under the mouse.</summary>
    public async Task ActAsync(string message, string action)
    {
        var button = Message(message).Locator($"[data-action={action}]");
        await Eventually.TrueAsync(
            async () =>
            {
                // What arrives meanwhile moves the message away from under the mouse, and then the mouse must follow.
                await Message(message).HoverAsync();
                try
                {
                    await button.ClickAsync(new() { Timeout = 5_000 });
                    return true;
                }
                catch (TimeoutException)
                {
                    return false;
                }
            },
            $"the button {action} of “{message}” is pressed");
    }

    /// <summary>Does something, and waits until the page has sent the call of this method that it leads to.</summary>
    /// <param name="method">The method.</param>
    /// <param name="act">What is done.</param>
    /// <param name="goOn">What is done over and over until the call is sent; null: nothing.</param>
    public async Task SendsAsync(string method, Func<Task> act, Func<Task>? goOn = null)
    {
        var before = SentCalls(method);
        await act();
        await Eventually.TrueAsync(
            async () =>
            {
                if (SentCalls(method) == before && goOn is not null)
                {
                    await goOn();
                }

                return SentCalls(method) > before;
            },
            $"{method} is sent");
    }

    /// <summary>Every stored message with its seq, in the order on the page.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync() =>
        await Page.GetByTestId("message").EvaluateAllAsync<string[]>(
            "messages => messages.map(m => m.dataset.seq + ' ' + m.querySelector('[data-testid=author]').textContent + ': ' "
            + "+ m.querySelector('[data-testid=text]')?.textContent)");

    /// <summary>Waits until so many messages are stored and shown, and none of one's own waits.</summary>
    public async Task SeesAsync(int messages)
    {
        await Expect(Texts).ToHaveCountAsync(messages);
        await Expect(Pending).ToHaveCountAsync(0);
    }

    private int SentCalls(string method) =>
        _sent.Count(frame => frame.Contains($"\"target\":\"{method}\"", StringComparison.Ordinal));

    private async Task OrTellAsync(Task waiting)
    {
        try
        {
            await waiting;
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException(
                $"The page is not usable: {await Page.Locator("body").InnerTextAsync()}\n{string.Join('\n', _complaints)}", late);
        }
    }

    /// <summary>Leaves, and gives the name back at once: the next test may want it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_leaveTo is { } leave && await SignOutAsync())
        {
            leave(this);
            return;
        }

        foreach (var page in _window.Pages.Where(page => page.Url.StartsWith("http", StringComparison.Ordinal)))
        {
            await page.UnrouteAllAsync();
            await page.EvaluateAsync("""
                async () => {
                  const session = sessionStorage.getItem('session') ?? localStorage.getItem('session');
                  if (session) {
                    await fetch('/api/session/end', {
                      method: 'POST',
                      headers: { 'Authorization': `Bearer ${JSON.parse(session).token}`, 'Content-Type': 'application/json' },
                      body: '{}',
                    }).catch(() => { });
                  }
                }
                """);
        }

        await _window.DisposeAsync();
    }

    /// <summary>By the page's own button, whatever dialog stands before it.</summary>
    /// <returns>Whether the page is now as it was before anybody signed in.</returns>
    private async Task<bool> SignOutAsync()
    {
        if (_window.Pages is not [{ } page] || await page.GetByTestId("sign-out").CountAsync() == 0
            // A window whose settings were changed is not reused.
            || await page.EvaluateAsync<int>("localStorage.length + document.cookie.length") > 0)
        {
            return false;
        }

        await page.UnrouteAllAsync();
        await page.SetViewportSizeAsync(ChatSite.Desktop.Width, ChatSite.Desktop.Height);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.GetByTestId("sign-out").DispatchEventAsync("click");
        try
        {
            await OpenAsync("/");
            await NameBox.WaitForAsync();
        }
        catch (TimeoutException)
        {
            return false; // What broke the page is the failure to see.
        }

        // The next one would find it, and not know why.
        return await page.Locator("#blazor-error-ui").IsVisibleAsync()
            ? throw new InvalidOperationException($"The page has failed: {string.Join('\n', _complaints)}")
            : true;
    }
}
