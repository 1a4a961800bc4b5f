namespace AspireChat.Browser.Tests.Admin;

/// <summary>What an operator does to rooms, and what their members see of it.</summary>
public sealed class RoomTests(ChatSite site)
{
    [Fact]
    public async Task Members_see_a_bot_post_in_a_room_created_by_the_operator()
    {
        var room = ChatSite.NewRoom();
        await using var one = await Operator.SignInAsync(site, "/admin/rooms");
        await one.Button("Create room").ClickAsync();
        await one.Field("Name").FillAsync("No such name!");
        await one.Dialog.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Expect(one.Page.GetByTestId("dialog-problem")).ToContainTextAsync("only a-z 0-9");
        await one.Field("Name").FillAsync(room);
        await one.Field("Topic").FillAsync("What the bots say");
        await one.ConfirmAsync("Create", $"Room {room} was created.");

        await using var ada = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync("Ada");

        await one.Page.GetByLabel("Search").FillAsync(room);
        await one.Page.GetByTestId("rooms-table").GetByRole(AriaRole.Link, new() { Name = room }).ClickAsync();
        await Expect(one.Page.GetByText("What the bots say")).ToBeVisibleAsync();
        await Expect(one.Page.GetByTestId("members-table").GetByRole(AriaRole.Link, new() { Name = "Ada" })).ToBeVisibleAsync();

        await one.Button("Post").ClickAsync();
        await one.Field("Message").FillAsync("The build is green");
        await one.Field("Bot").FillAsync("Builder");
        await one.ConfirmAsync("Post", $"Posted to {room}");
        await Expect(ada.Texts).ToHaveTextAsync(["The build is green"]);
        var posted = one.Page.GetByTestId("history-entry").Filter(new() { HasText = "The build is green" });
        await Expect(posted).ToBeVisibleAsync();

        await posted.GetByRole(AriaRole.Button).ClickAsync();
        await one.ConfirmAsync("Delete", "was deleted");
        await Expect(ada.Texts).ToHaveCountAsync(0);

        await one.FollowAsync("/admin/audit");
        await Expect(one.Page.GetByTestId("audit-table").GetByRole(AriaRole.Row).Filter(new() { HasText = room }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Deleting_a_room_requires_typing_its_name()
    {
        var room = ChatSite.NewRoom();
        await using (var ada = await site.VisitAsync($"/r/{room}"))
        {
            await ada.SignInAsync("Ada");
            await ada.SayAsync("to be forgotten");
            await ada.SeesAsync(1);
        }

        await using var one = await Operator.SignInAsync(site, $"/admin/rooms/{room}");
        await one.Button("Delete").ClickAsync();
        var confirm = one.Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete permanently" });
        await Expect(confirm).ToBeDisabledAsync();
        await one.Field($"Type {room} to confirm").FillAsync(room);
        await one.ConfirmAsync("Delete permanently", $"{room} was deleted");
        await Expect(one.Page.GetByRole(AriaRole.Heading, new() { Name = "Rooms" })).ToBeVisibleAsync();
    }
}
