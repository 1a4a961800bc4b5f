namespace AspireChat.Contracts.Admin;

/// <summary>An external address to which events are posted.</summary>
public sealed record Webhook
{
    /// <summary>The webhook's id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The address to post to, http or https.</summary>
    public string Url { get; init; } = "";

    /// <summary>The kinds of events to post: those of <see cref="EventKind"/> for rooms, <c>node-up</c>, <c>node-draining</c>,
    /// <c>node-down</c> and
    /// <c>action</c>.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The rooms whose events are posted.</summary>
    public IReadOnlyList<string> Rooms { get; init; } = [];

    /// <summary>Whether events are currently posted.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>When the webhook was created, in Unix milliseconds.</summary>
    public long CreatedAt { get; init; }

    /// <summary>The key of the signatures. Only returned once, in the response that creates the webhook; otherwise null.</summary>
    public string? Secret { get; init; }

    /// <summary>The number of successful deliveries.</summary>
    public long Delivered { get; init; }

    /// <summary>The number of deliveries that were given up and are in the dead-letter list.</summary>
    public long Dead { get; init; }

    /// <summary>Why the last attempt failed; null if it succeeded.</summary>
    public string? LastError { get; init; }
}

/// <summary>Body of <c>POST /webhooks</c> and <c>PATCH /webhooks/{id}</c>. In a change, properties that are null stay unchanged.</summary>
public sealed record WebhookRequest
{
    /// <summary>See <see cref="Webhook.Url"/>.</summary>
    public string? Url { get; init; }

    /// <summary>See <see cref="Webhook.Kinds"/>.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>See <see cref="Webhook.Rooms"/>.</summary>
    public IReadOnlyList<string>? Rooms { get; init; }

    /// <summary>See <see cref="Webhook.Enabled"/>.</summary>
    public bool? Enabled { get; init; }
}

/// <summary>A delivery that was given up.</summary>
public sealed record DeadLetter
{
    /// <summary>The delivery's id, which is the same in every attempt.</summary>
    public string Id { get; init; } = "";

    /// <summary>When it was given up, in Unix milliseconds.</summary>
    public long At { get; init; }

    /// <summary>The number of attempts.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public string Error { get; init; } = "";

    /// <summary>The body to post, as JSON.</summary>
    public string Body { get; init; } = "";
}
