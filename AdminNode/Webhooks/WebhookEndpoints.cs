using AspireChat.AdminNode.Api;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace AspireChat.AdminNode.Webhooks;

/// <summary><c>/webhooks</c>.</summary>
internal static class WebhookEndpoints
{
    private const int MaxRooms = 100;
    private const int MaxUrlLength = 2_000;

    public static void MapWebhooks(this RouteGroupBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").WithTags("Webhooks");
        webhooks.MapGet("/", ListAsync).WithName("listWebhooks").WithSummary("Lists the webhooks, oldest first");
        webhooks.MapPost("/", CreateAsync).WithName("createWebhook")
            .WithSummary("Creates a webhook. Only this response contains its secret");
        webhooks.MapGet("/{id}", GetAsync).WithName("getWebhook").WithSummary("Returns a webhook")
            .ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapPatch("/{id}", ChangeAsync).WithName("changeWebhook").WithSummary("Changes a webhook")
            .ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapDelete("/{id}", DeleteAsync).WithName("deleteWebhook").WithSummary("Deletes a webhook and its dead letters")
            .ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapPost("/{id}/test", TestAsync).WithName("testWebhook")
            .WithSummary("Sends an event of the kind test once; lastError says whether it failed")
            .ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapGet("/{id}/dead-letters", LettersAsync).WithName("listDeadLetters")
            .WithSummary("Lists the deliveries that failed, oldest first")
            .ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapPost("/{id}/dead-letters/{delivery}/retry", RetryAsync).WithName("retryDeadLetter")
            .WithSummary("Delivers a dead letter again; it is deleted when the receiver accepts it")
            .ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapDelete("/{id}/dead-letters/{delivery}", DeleteLetterAsync).WithName("deleteDeadLetter")
            .WithSummary("Deletes a dead letter")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Page<Webhook>> ListAsync(WebhookStore store, [AsParameters] Paging paging)
    {
        var page = paging.Cut(await store.ListAsync(), webhook => webhook.Id);
        return new Page<Webhook> { Items = await Task.WhenAll(page.Items.Select(webhook => ShowAsync(store, webhook))), Next = page.Next };
    }

    private static async Task<Webhook> GetAsync(string id, WebhookStore store) => await ShowAsync(store, await store.RequireAsync(id));

    private static async Task<Created<Webhook>> CreateAsync(
        WebhookRequest request, WebhookStore store, WebhookSources sources, IOptions<WebhookOptions> options, TimeProvider time)
    {
        var webhook = Check(new StoredWebhook(
            Guid.CreateVersion7().ToString("N"),
            request.Url ?? throw ApiException.BadRequest("url is missing."),
            [.. (request.Kinds ?? throw ApiException.BadRequest("kinds is missing.")).Distinct()],
            [.. (request.Rooms ?? []).Distinct()],
            request.Enabled ?? true,
            time.GetUtcNow().ToUnixTimeMilliseconds(),
            WebhookSender.NewSecret()), options.Value);

        // The cursors first: a webhook that other processes can see must have them.
        await sources.BeginAsync(webhook, restart: true);
        await store.SaveAsync(webhook);
        return TypedResults.Created(
            $"{ApiRequest.Root}/webhooks/{webhook.Id}", await ShowAsync(store, webhook) with { Secret = webhook.Secret });
    }

    private static async Task<Webhook> ChangeAsync(
        string id, WebhookRequest request, WebhookStore store, WebhookSources sources, IOptions<WebhookOptions> options)
    {
        var before = await store.RequireAsync(id);
        var after = Check(before with
        {
            Url = request.Url ?? before.Url,
            Kinds = request.Kinds is { } kinds ? [.. kinds.Distinct()] : before.Kinds,
            Rooms = request.Rooms is { } rooms ? [.. rooms.Distinct()] : before.Rooms,
            Enabled = request.Enabled ?? before.Enabled,
        }, options.Value);
        await sources.BeginAsync(after, restart: after.Enabled && !before.Enabled);
        await store.SaveAsync(after);
        return await ShowAsync(store, after);
    }

    private static async Task<NoContent> DeleteAsync(string id, WebhookStore store)
    {
        await store.RequireAsync(id);
        await store.DeleteAsync(id);
        return TypedResults.NoContent();
    }

    private static async Task<Accepted> TestAsync(string id, WebhookStore store, ManualDeliveries deliveries)
    {
        deliveries.Test(await store.RequireAsync(id));
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<Page<DeadLetter>> LettersAsync(string id, WebhookStore store, [AsParameters] Paging paging)
    {
        await store.RequireAsync(id);
        return paging.Cut(await store.LettersAsync(id), letter => $"{letter.At:D15} {letter.Id}");
    }

    private static async Task<Accepted> RetryAsync(string id, string delivery, WebhookStore store, ManualDeliveries deliveries)
    {
        deliveries.Retry(await store.RequireAsync(id), await store.RequireLetterAsync(id, delivery));
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<NoContent> DeleteLetterAsync(string id, string delivery, WebhookStore store)
    {
        await store.RequireAsync(id);
        await store.RequireLetterAsync(id, delivery);
        await store.RemoveLetterAsync(id, delivery);
        return TypedResults.NoContent();
    }

    private static StoredWebhook Check(StoredWebhook webhook, WebhookOptions options)
    {
        if (webhook.Url.Length > MaxUrlLength || !Uri.TryCreate(webhook.Url, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https"))
        {
            throw ApiException.BadRequest($"url must be an http or https address of at most {MaxUrlLength} characters.");
        }

        if (address.UserInfo.Length > 0)
        {
            throw ApiException.BadRequest("url must not contain a name or password; use a secret in the path or query instead.");
        }

        if (!options.Allows(address))
        {
            throw ApiException.BadRequest($"{address.Host} is not among Chat:Webhooks:AllowedHosts.");
        }

        if (webhook.Kinds is [] || webhook.Kinds.Except(WebhookKinds.All).Any())
        {
            throw ApiException.BadRequest($"kinds must be one or more of {string.Join(", ", WebhookKinds.All)}.");
        }

        if (webhook.Rooms.Count > MaxRooms || webhook.Rooms.Any(room => !RoomName.IsValid(room)))
        {
            throw ApiException.BadRequest($"rooms must be at most {MaxRooms} room names.");
        }

        return webhook.WantsRooms() == webhook.Rooms is not []
            ? webhook
            : throw ApiException.BadRequest("rooms and kinds of room events belong together: give both or neither.");
    }

    private static async Task<Webhook> ShowAsync(WebhookStore store, StoredWebhook webhook)
    {
        var state = await store.StateAsync(webhook.Id);
        return new Webhook
        {
            Id = webhook.Id,
            Url = webhook.Url,
            Kinds = webhook.Kinds,
            Rooms = webhook.Rooms,
            Enabled = webhook.Enabled,
            CreatedAt = webhook.CreatedAt,
            Delivered = state.Delivered,
            Dead = state.Dead,
            LastError = state.LastError,
        };
    }

    private static async Task<StoredWebhook> RequireAsync(this WebhookStore store, string id) =>
        await store.FindAsync(id) ?? throw ApiException.NotFound("webhook", id);

    private static async Task<DeadLetter> RequireLetterAsync(this WebhookStore store, string id, string delivery) =>
        await store.FindLetterAsync(id, delivery) ?? throw ApiException.NotFound("dead letter", delivery);
}
