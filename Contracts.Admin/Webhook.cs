namespace AspireChat.Contracts.Admin;

/// <summary>An outside address that is told of events.</summary>
public sealed record Webhook
{
    /// <summary>Its id.</summary>
    public string Id { get; init; } = "";

    /// <summary>Where to post, http or https.</summary>
    public string Url { get; init; } = "";

    /// <summary>Which kinds: those of <see cref="EventKind"/> for the rooms, <c>node-up</c>, <c>node-draining</c>, <c>node-down</c>, <c>action</c>.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The rooms whose events are told.</summary>
    public IReadOnlyList<string> Rooms { get; init; } = [];

    /// <summary>Whether it is told at the moment.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>When it was created, Unix milliseconds.</summary>
    public long CreatedAt { get; init; }

    /// <summary>The key of the signatures. Told once, in the answer to its creation.</summary>
    public string? Secret { get; init; }

    /// <summary>How many deliveries arrived.</summary>
    public long Delivered { get; init; }

    /// <summary>How many were given up and lie in the dead-letter list.</summary>
    public long Dead { get; init; }

    /// <summary>Why the last attempt failed; null when it did not.</summary>
    public string? LastError { get; init; }
}

/// <summary>Body of <c>POST /webhooks</c> and <c>PATCH /webhooks/{id}</c>; in a change, what is null stays as it is.</summary>
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
    /// <summary>The delivery's id, the same in every attempt.</summary>
    public string Id { get; init; } = "";

    /// <summary>When it was given up, Unix milliseconds.</summary>
    public long At { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public string Error { get; init; } = "";

    /// <summary>The body that was to be posted, JSON.</summary>
    public string Body { get; init; } = "";
}
