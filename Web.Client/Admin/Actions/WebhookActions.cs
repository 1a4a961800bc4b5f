using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Api;
using AspireChat.Web.Client.Admin.Parts;

namespace AspireChat.Web.Client.Admin.Actions;

/// <summary>What can be done about webhooks.</summary>
public sealed class WebhookActions(ActionDesk desk, AdminClient client)
{
    private static readonly string[] Kinds =
    [
        EventKind.Message, EventKind.Edit, EventKind.Delete, EventKind.Reaction, EventKind.Join, EventKind.Leave,
        "node-up", "node-draining", "node-down", "action",
    ];

    /// <summary>Creates a webhook.</summary>
    public void Create()
    {
        var url = new Field(FieldKind.Line, "Address")
        {
            MaxLength = 2_000,
            Hint = "http or https. Deliveries are posted there as JSON, signed.",
            Check = text => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? null : "Address: a whole http or https address, please.",
        };
        var kinds = new Field(FieldKind.Line, "Kinds")
        {
            Value = "message node-up node-down",
            Hint = $"Separated by spaces. There are: {string.Join(' ', Kinds)}.",
            Check = text => Words(text).FirstOrDefault(kind => !Kinds.Contains(kind)) is { } unknown ? $"Kinds: there is no “{unknown}”." : null,
        };
        var rooms = new Field(FieldKind.Line, "Rooms")
        {
            Value = "lobby",
            Optional = true,
            MaxLength = 4_000,
            Hint = "Whose events are told, separated by spaces.",
            Check = text => Words(text).FirstOrDefault(room => !RoomName.IsValid(room)) is { } wrong ? $"Rooms: no room can be called “{wrong}”." : null,
        };
        desk.Ask(new()
        {
            Title = "Create a webhook",
            Says = () => "The address is told of these events from now on. The key of its signatures is shown once, after this.",
            Confirm = "Create",
            Fields = [url, kinds, rooms],
            Run = async key =>
            {
                var created = await client.CreateWebhookAsync(
                    new WebhookRequest { Url = url.Text, Kinds = Words(kinds.Text), Rooms = Words(rooms.Text), Enabled = true }, key);
                return new("The webhook is there. This is the key of its signatures; it is not shown again:", Secret: created.Secret);
            },
        });
    }

    /// <summary>Enables or disables a webhook.</summary>
    public void Switch(Webhook webhook) => desk.Ask(new()
    {
        Title = webhook.Enabled ? "Disable this webhook?" : "Enable this webhook?",
        Says = () => webhook.Enabled
            ? $"{webhook.Url} is told nothing more. What happens meanwhile is not delivered later."
            : $"{webhook.Url} is told of events again, from now on.",
        Confirm = webhook.Enabled ? "Disable" : "Enable",
        Run = async key =>
        {
            await client.ChangeWebhookAsync(webhook.Id, new WebhookRequest { Enabled = !webhook.Enabled }, key);
            return new(webhook.Enabled ? "The webhook is disabled." : "The webhook is enabled.");
        },
    });

    /// <summary>Sends a test event.</summary>
    public void Test(Webhook webhook) => desk.Ask(new()
    {
        Title = "Send a test delivery?",
        Says = () => $"A test event is posted to {webhook.Url}. Whether it arrives shows in the list.",
        Confirm = "Send",
        Run = async key =>
        {
            await client.TestWebhookAsync(webhook.Id, key);
            return new("The test delivery is on its way.");
        },
    });

    /// <summary>Deletes a webhook.</summary>
    public void Delete(Webhook webhook) => desk.Ask(new()
    {
        Title = "Delete this webhook?",
        Says = () => $"{webhook.Url} is told nothing more, and its {Readable.Count(webhook.Dead, "dead letter is", "dead letters are")} lost.",
        Confirm = "Delete",
        Danger = true,
        Run = async key =>
        {
            await client.DeleteWebhookAsync(webhook.Id, key);
            return new("The webhook is deleted.");
        },
    });

    /// <summary>Delivers a dead letter once more.</summary>
    public void Retry(Webhook webhook, DeadLetter letter) => desk.Ask(new()
    {
        Title = "Deliver this again?",
        Says = () => $"The delivery {letter.Id} is posted to {webhook.Url} once more.",
        Confirm = "Deliver",
        Run = async key =>
        {
            await client.RetryAsync(webhook.Id, letter.Id, key);
            return new("The delivery is on its way.");
        },
    });

    /// <summary>Forgets a dead letter.</summary>
    public void Forget(Webhook webhook, DeadLetter letter) => desk.Ask(new()
    {
        Title = "Delete this dead letter?",
        Says = () => $"{webhook.Url} is never told of it. This cannot be undone.",
        Confirm = "Delete",
        Danger = true,
        Run = async key =>
        {
            await client.ForgetAsync(webhook.Id, letter.Id, key);
            return new("The dead letter is deleted.");
        },
    });

    private static string[] Words(string text) => text.Split((char[])[' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
