namespace AspireChat.Web.Client.Admin.Api;

/// <summary>The admin API, with one part for each family of calls.</summary>
public sealed class AdminClient
{
    /// <summary>Calls with this session's token.</summary>
    public AdminClient(HttpClient http, AdminSession session)
    {
        var calls = new AdminHttp(http, session);
        Cluster = new ClusterApi(calls);
        Rooms = new RoomsApi(calls);
        Users = new UsersApi(calls);
        Webhooks = new WebhooksApi(calls);
    }

    /// <summary>The cluster, its nodes and their connections.</summary>
    public ClusterApi Cluster { get; }

    /// <summary>Rooms.</summary>
    public RoomsApi Rooms { get; }

    /// <summary>Users.</summary>
    public UsersApi Users { get; }

    /// <summary>Webhooks.</summary>
    public WebhooksApi Webhooks { get; }
}
