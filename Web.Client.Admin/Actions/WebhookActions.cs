using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Api;
using AspireChat.Web.Client.Admin.Language;

namespace AspireChat.Web.Client.Admin.Actions;

/// <summary>Actions on webhooks.</summary>
public sealed class WebhookActions(ActionDialogService dialog, AdminClient client)
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
                ? null : Words.AddressInvalid,
        };
        var kinds = new Field(FieldKind.Choices, Words.Kinds)
        {
            Value = "message node-up node-down",
            Choices = [.. Kinds.Select(kind => (kind, KindNames.Of(kind)))],
        };
        var rooms = new Field(FieldKind.Line, Words.Rooms)
        {
            Value = "lobby",
            Optional = true,
            MaxLength = 4_000,
            Hint = Words.RoomsHint,
            Check = text => Split(text).FirstOrDefault(room => !RoomName.IsValid(room)) is { } wrong
                ? Say.With(Words.RoomsInvalid, wrong)
                : null,
        };
        dialog.Ask(new()
        {
            Title = Words.CreateWebhook,
            Details = () => Words.CreateWebhookDetails,
            Confirm = Words.Create,
            Fields = [url, kinds, rooms],
            Run = async key =>
            {
                var created = await client.Webhooks.CreateAsync(
                    new WebhookRequest { Url = url.Text, Kinds = kinds.Chosen, Rooms = Split(rooms.Text), Enabled = true }, key);
                return new(Words.CreateWebhookDone, Secret: created.Secret);
            },
        });
    }

    /// <summary>Enables or disables a webhook.</summary>
    public void Switch(Webhook webhook) => dialog.Ask(new()
    {
        Title = webhook.Enabled ? Words.DisableTitle : Words.EnableTitle,
        Details = () => Say.With(webhook.Enabled ? Words.DisableDetails : Words.EnableDetails, webhook.Url),
        Confirm = webhook.Enabled ? Words.Disable : Words.Enable,
        Run = async key =>
        {
            await client.Webhooks.ChangeAsync(webhook.Id, new WebhookRequest { Enabled = !webhook.Enabled }, key);
            return new(webhook.Enabled ? Words.DisableDone : Words.EnableDone);
        },
    });

    /// <summary>Sends a test event.</summary>
    public void Test(Webhook webhook) => dialog.Ask(new()
    {
        Title = Words.TestTitle,
        Details = () => Say.With(Words.TestDetails, webhook.Url),
        Confirm = Words.Send,
        Run = async key =>
        {
            await client.Webhooks.TestAsync(webhook.Id, key);
            return new(Words.TestDone);
        },
    });

    /// <summary>Deletes a webhook.</summary>
    public void Delete(Webhook webhook) => dialog.Ask(new()
    {
        Title = Words.DeleteWebhookTitle,
        Details = () => Say.Count(nameof(Words.DeleteWebhookDetails_other), webhook.Dead, webhook.Url),
        Confirm = Words.Delete,
        Danger = true,
        Run = async key =>
        {
            await client.Webhooks.DeleteAsync(webhook.Id, key);
            return new(Words.DeleteWebhookDone);
        },
    });

    /// <summary>Delivers a dead letter again.</summary>
    public void Retry(Webhook webhook, DeadLetter letter) => dialog.Ask(new()
    {
        Title = Words.DeliverTitle,
        Details = () => Say.With(Words.DeliverDetails, letter.Id, webhook.Url),
        Confirm = Words.Deliver,
        Run = async key =>
        {
            await client.Webhooks.RetryAsync(webhook.Id, letter.Id, key);
            return new(Words.DeliverDone);
        },
    });

    /// <summary>Deletes a dead letter.</summary>
    public void DeleteDeadLetter(Webhook webhook, DeadLetter letter) => dialog.Ask(new()
    {
        Title = Words.DeadLetterTitle,
        Details = () => Say.With(Words.DeadLetterDetails, webhook.Url),
        Confirm = Words.Delete,
        Danger = true,
        Run = async key =>
        {
            await client.Webhooks.DeleteDeadLetterAsync(webhook.Id, letter.Id, key);
            return new(Words.DeadLetterDeleted);
        },
    });

    private static string[] Split(string text) =>
        text.Split((char[])[' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
