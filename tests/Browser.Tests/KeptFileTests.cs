using System.Text;

namespace AspireChat.Browser.Tests;

/// <summary>What was not sent in a room that was deleted.</summary>
public sealed class KeptFileTests(ChatSite site)
{
    [Fact]
    public async Task Files_uploaded_in_a_deleted_room_are_kept_and_can_be_sent_in_another()
    {
        var room = ChatSite.NewRoom();
        await using var ada = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync($"Ada {Guid.NewGuid():N}"[..12]);
        await ada.SayAsync("stored");
        await ada.SeesAsync(1);
        await ada.AttachAsync("plan.txt", "text/plain", Encoding.UTF8.GetBytes("the plan"));
        await Expect(ada.Page.GetByTestId("file-chip")).ToHaveAttributeAsync("data-state", "uploaded");
        await ada.MessageBox.FillAsync("here it is");
        using var admin = AdminClient.WithKey(site.Address, site.AdminKey);
        await admin.CallAsync(HttpMethod.Delete, $"rooms/{room}");

        var kept = ada.Page.GetByTestId("kept-text");
        await Expect(kept).ToContainTextAsync("plan.txt");
        await ada.Page.ReloadAsync();
        await ada.NodeAsync();
        await ada.OpenAsync($"/r/{ChatSite.NewRoom()}");
        await Expect(ada.MessageBox).ToBeVisibleAsync();
        await Expect(kept.GetByTestId("file")).ToContainTextAsync("plan.txt");
        await kept.GetByRole(AriaRole.Button, new() { Name = "Use in this room" }).ClickAsync();
        await Expect(kept).ToHaveCountAsync(0);
        await Expect(ada.MessageBox).ToHaveValueAsync("here it is");
        await Expect(ada.Page.GetByTestId("file-chip")).ToContainTextAsync("plan.txt");

        await ada.MessageBox.PressAsync("Enter");
        await ada.SeesAsync(1);
        await Expect(ada.Message("here it is").GetByTestId("file")).ToContainTextAsync("plan.txt");
    }
}
