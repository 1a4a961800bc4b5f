using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Api;
using AspireChat.Web.Client.Admin.Language;

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
        var url = new Field(FieldKind.Line, Words.Address)
        {
            MaxLength = 2_000,
            Hint = Words.AddressHint,
            Check = text => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? null : Words.AddressWrong,
        };
        var kinds = new Field(FieldKind.Line, Words.Kinds)
        {
            Value = "message node-up node-down",
            Hint = Say.With(Words.KindsHint, string.Join(' ', Kinds)),
            Check = text => Split(text).FirstOrDefault(kind => !Kinds.Contains(kind)) is { } unknown ? Say.With(Words.KindsWrong, unknown) : null,
        };
        var rooms = new Field(FieldKind.Line, Words.Rooms)
        {
            Value = "lobby",
            Optional = true,
            MaxLength = 4_000,
            Hint = Words.RoomsHint,
            Check = text => Split(text).FirstOrDefault(room => !RoomName.IsValid(room)) is { } wrong ? Say.With(Words.RoomsWrong, wrong) : null,
        };
        desk.Ask(new()
        {
            Title = Words.CreateWebhook,
            Says = () => Words.CreateWebhookSays,
            Confirm = Words.Create,
            Fields = [url, kinds, rooms],
            Run = async key =>
            {
                var created = await client.CreateWebhookAsync(
                    new WebhookRequest { Url = url.Text, Kinds = Split(kinds.Text), Rooms = Split(rooms.Text), Enabled = true }, key);
                return new(Words.CreateWebhookDone, Secret: created.Secret);
            },
        });
    }

    /// <summary>Enables or disables a webhook.</summary>
    public void Switch(Webhook webhook) => desk.Ask(new()
    {
        Title = webhook.Enabled ? Words.DisableQuestion : Words.EnableQuestion,
        Says = () => Say.With(webhook.Enabled ? Words.DisableSays : Words.EnableSays, webhook.Url),
        Confirm = webhook.Enabled ? Words.Disable : Words.Enable,
        Run = async key =>
        {
            await client.ChangeWebhookAsync(webhook.Id, new WebhookRequest { Enabled = !webhook.Enabled }, key);
            return new(webhook.Enabled ? Words.DisableDone : Words.EnableDone);
        },
    });

    /// <summary>Sends a test event.</summary>
    public void Test(Webhook webhook) => desk.Ask(new()
    {
        Title = Words.TestQuestion,
        Says = () => Say.With(Words.TestSays, webhook.Url),
        Confirm = Words.Send,
        Run = async key =>
        {
            await client.TestWebhookAsync(webhook.Id, key);
            return new(Words.TestDone);
        },
    });

    /// <summary>Deletes a webhook.</summary>
    public void Delete(Webhook webhook) => desk.Ask(new()
    {
        Title = Words.DeleteWebhookQuestion,
        Says = () => Say.Count(nameof(Words.DeleteWebhookSays_other), webhook.Dead, webhook.Url),
        Confirm = Words.Delete,
        Danger = true,
        Run = async key =>
        {
            await client.DeleteWebhookAsync(webhook.Id, key);
            return new(Words.DeleteWebhookDone);
        },
    });

    /// <summary>Delivers a dead letter once more.</summary>
    public void Retry(Webhook webhook, DeadLetter letter) => desk.Ask(new()
    {
        Title = Words.DeliverQuestion,
        Says = () => Say.With(Words.DeliverSays, letter.Id, webhook.Url),
        Confirm = Words.Deliver,
        Run = async key =>
        {
            await client.RetryAsync(webhook.Id, letter.Id, key);
            return new(Words.DeliverDone);
        },
    });

    /// <summary>Forgets a dead letter.</summary>
    public void Forget(Webhook webhook, DeadLetter letter) => desk.Ask(new()
    {
        Title = Words.DeadLetterQuestion,
        Says = () => Say.With(Words.DeadLetterSays, webhook.Url),
        Confirm = Words.Delete,
        Danger = true,
        Run = async key =>
        {
            await client.ForgetAsync(webhook.Id, letter.Id, key);
            return new(Words.DeadLetterDeleted);
        },
    });

    private static string[] Split(string text) => text.Split((char[])[' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
