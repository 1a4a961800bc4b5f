using System.Text;

namespace AspireChat.Browser.Tests;

/// <summary>Files that go with messages, between two people on different nodes.</summary>
public sealed class AttachmentTests(ChatSite site)
{
    [Fact]
    public async Task A_picture_does_not_move_the_layout_and_opens_in_full_size()
    {
        var room = ChatSite.NewRoom();
        var (ada, grace) = await site.TwoOnDifferentNodesAsync(room);
        await using var _ = ada;
        await using var __ = grace;
        var png = await ada.Page.ScreenshotAsync(new() { Clip = new() { X = 0, Y = 0, Width = 720, Height = 400 } });

        await ada.AttachAsync("a view.png", "image/png", png);
        await Expect(ada.Page.GetByTestId("file-chip")).ToHaveAttributeAsync("data-state", "uploaded");
        await ada.MessageBox.PressAsync("Enter");

        var picture = grace.Page.GetByTestId("picture").Locator("img");
        await Expect(picture).ToHaveAttributeAsync("width", "360");
        await Expect(picture).ToHaveAttributeAsync("height", "200");
        await Expect(picture).ToHaveJSPropertyAsync("naturalWidth", 720);
        await Expect(ada.Page.GetByTestId("file-chip")).ToHaveCountAsync(0);
        await Expect(ada.Page.GetByTestId("message").GetByTestId("picture")).ToHaveCountAsync(1);
        await Expect(grace.Texts).ToHaveCountAsync(0);

        await grace.Page.GetByTestId("picture").ClickAsync();
        await Expect(grace.Page.GetByTestId("picture-dialog").GetByRole(AriaRole.Img)).ToHaveJSPropertyAsync("naturalHeight", 400);
        // The picture is there a moment before the dialog opens; Escape before that would close nothing.
        await Expect(grace.Page.GetByTestId("picture-dialog")).ToBeVisibleAsync();
        await grace.Page.Keyboard.PressAsync("Escape");
        await Expect(grace.Page.GetByTestId("picture-dialog")).ToBeHiddenAsync();
        Assert.Empty(ada.Complaints);
        Assert.Empty(grace.Complaints);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_before_it_is_uploaded_and_a_chip_takes_one_row()
    {
        await using var ada = await site.VisitAsync($"/r/{ChatSite.NewRoom()}");
        await ada.Page.SetViewportSizeAsync(390, 844);
        await ada.SignInAsync("Ada");
        await ada.AttachAsync("film.mp4", "video/mp4", new byte[(10 << 20) + 1]);

        var chip = ada.Page.GetByTestId("file-chip");
        await Expect(chip).ToContainTextAsync("files can have at most 10 MiB");
        await Expect(chip.GetByRole(AriaRole.Button)).ToHaveCountAsync(1);
        Assert.DoesNotContain(ada.Requests, request => request.Contains("/api/files", StringComparison.Ordinal));
        await chip.GetByRole(AriaRole.Button).ClickAsync();

        await ada.AttachAsync($"a long name {new string('x', 80)}.txt", "text/plain", new byte[1500]);
        await Expect(chip).ToHaveAttributeAsync("data-state", "uploaded");
        Assert.InRange(await chip.EvaluateAsync<double>("chip => chip.getBoundingClientRect().height"), 1, 60);
        Assert.Equal(0, await ada.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"));
    }

    [Fact]
    public async Task Executable_files_are_refused_or_only_downloaded()
    {
        var room = ChatSite.NewRoom();
        var (ada, grace) = await site.TwoOnDifferentNodesAsync(room);
        await using var _ = ada;
        await using var __ = grace;
        var script = Encoding.UTF8.GetBytes(
            "<svg xmlns='http://www.w3.org/2000/svg' onload=\"document.title='owned'\"/><script>document.title='owned'</script>");

        await ada.AttachAsync("page.html", "text/html", script);
        await ada.AttachAsync("drawing.svg", "image/svg+xml", script);
        await Expect(ada.Page.GetByTestId("file-chip").Filter(new() { HasText = "not allowed" })).ToHaveCountAsync(2);
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Remove page.html" }).ClickAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Remove drawing.svg" }).ClickAsync();

        // The ending says text, the sender says HTML: neither makes a page of it.
        await ada.AttachAsync("notes.txt", "text/html", script);
        await Expect(ada.Page.GetByTestId("file-chip")).ToHaveAttributeAsync("data-state", "uploaded");
        await ada.SayAsync("my notes");

        await grace.SeesAsync(1);
        var file = grace.Message("my notes").GetByTestId("file");
        await Expect(file).ToContainTextAsync("notes.txt");
        var download = await grace.Page.RunAndWaitForDownloadAsync(() => file.ClickAsync());
        Assert.Equal("notes.txt", download.SuggestedFilename);
        Assert.Equal(script, await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken));

        // Even opened as a page of its own.
        await using var mallory = await site.VisitAsync();
        var address = new Uri(site.Address, await file.GetAttributeAsync("href"));
        var opened = await mallory.Page.RunAndWaitForDownloadAsync(
            () => mallory.Page.EvaluateAsync("address => { location.href = address; }", address.ToString()));
        Assert.Equal("notes.txt", opened.SuggestedFilename);
        Assert.DoesNotContain("owned", await mallory.Page.TitleAsync(), StringComparison.Ordinal);
        await Expect(grace.Page.GetByTestId("picture")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Files_can_be_pasted_and_dropped_and_the_message_waits_for_their_upload()
    {
        await using var ada = await site.VisitAsync($"/r/{ChatSite.NewRoom()}");
        await ada.SignInAsync("Ada");
        await Expect(ada.MessageBox).ToBeVisibleAsync();
        var mayArrive = new TaskCompletionSource();
        await ada.Page.RouteAsync("**/api/files?name=dropped*", async route =>
        {
            await mayArrive.Task;
            await route.ContinueAsync();
        });

        await ada.Page.EvaluateAsync("""
            () => {
              const holding = name => { const data = new DataTransfer(); data.items.add(new File(['words'], name,
                  { type: 'text/plain' })); return data; };
              document.querySelector('#composer').dispatchEvent(new ClipboardEvent('paste',
                  { clipboardData: holding('pasted.txt'), bubbles: true, cancelable: true }));
              document.querySelector('.messages').dispatchEvent(new DragEvent('drop',
                  { dataTransfer: holding('dropped.txt'), bubbles: true, cancelable: true }));
            }
            """);

        await Expect(ada.Page.Locator("[data-testid=file-chip][data-state=uploaded]")).ToHaveCountAsync(1);
        await ada.SayAsync("both");
        await Expect(ada.Page.GetByTestId("when-uploaded")).ToBeVisibleAsync();
        mayArrive.SetResult();
        await Expect(ada.Message("both").GetByTestId("file")).ToHaveCountAsync(2);
        await Expect(ada.Message("both")).ToContainTextAsync("pasted.txt");
        await Expect(ada.Message("both")).ToContainTextAsync("dropped.txt");
    }

    [Fact]
    public async Task A_reload_during_an_upload_keeps_sent_messages_and_uploaded_files()
    {
        var room = ChatSite.NewRoom();
        var (ada, grace) = await site.TwoOnDifferentNodesAsync(room);
        await using var _ = ada;
        await using var __ = grace;
        await ada.AttachAsync("first.txt", "text/plain", Encoding.UTF8.GetBytes("first"));
        await Expect(ada.Page.GetByTestId("file-chip")).ToHaveAttributeAsync("data-state", "uploaded");
        await ada.SayAsync("with the first");
        await ada.AttachAsync("second.txt", "text/plain", Encoding.UTF8.GetBytes("second"));
        await Expect(ada.Page.Locator("[data-testid=file-chip][data-state=uploaded]")).ToHaveCountAsync(1);

        // The third never arrives.
        await ada.Page.RouteAsync("**/api/files?name=third*", _ => Task.CompletedTask);
        await ada.AttachAsync("third.txt", "text/plain", Encoding.UTF8.GetBytes("third"));
        await Expect(ada.Page.Locator("[data-testid=file-chip][data-state=uploading]")).ToHaveCountAsync(1);
        await ada.Page.ReloadAsync();

        await Expect(ada.Page.GetByTestId("file-chip")).ToHaveCountAsync(1);
        await Expect(ada.Page.GetByTestId("file-chip")).ToContainTextAsync("second.txt");
        await ada.SayAsync("with the second");
        await grace.SeesAsync(2);
        await Expect(grace.Message("with the first").GetByTestId("file")).ToContainTextAsync("first.txt");
        await Expect(grace.Message("with the second").GetByTestId("file")).ToContainTextAsync("second.txt");
    }

    [Fact]
    public async Task An_unsent_message_with_a_file_survives_a_reload()
    {
        await using var ada = await site.VisitAsync($"/r/{ChatSite.NewRoom()}");
        await ada.SignInAsync("Ada");
        await ada.AttachAsync("kept.txt", "text/plain", Encoding.UTF8.GetBytes("kept"));
        await Expect(ada.Page.GetByTestId("file-chip")).ToHaveAttributeAsync("data-state", "uploaded");
        var node = await ada.NodeAsync();
        await site.EndNodeAsync(node);
        try
        {
            await ada.SayAsync("in between");
            await ada.Page.ReloadAsync();
            await ada.SeesAsync(1);
            await Expect(ada.Message("in between").GetByTestId("file")).ToContainTextAsync("kept.txt");
        }
        finally
        {
            await site.StartNodeAsync(node);
        }
    }
}
