using AspireChat.Web.Client.Admin.Access;
using AspireChat.Web.Client.Admin.Actions;
using AspireChat.Web.Client.Admin.Api;
using AspireChat.Web.Client.Admin.Live;
using AspireChat.Web.Client.Browser;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Admin;

/// <summary>What the admin pages work with. They are loaded long after the page's own services were put together, so the layout makes these.</summary>
public sealed class AdminServices : IDisposable
{
    /// <summary>Takes up the tab's session; nothing else starts yet.</summary>
    public AdminServices(HttpClient http, BrowserStorage storage, IJSRuntime js, TimeProvider time)
    {
        Session = new(http, storage, time);
        Client = new(http, Session);
        Live = new(Client, Session, time);
        Script = new(js);
        Nodes = new(Desk, Client, Live);
        Users = new(Desk, Client);
        Rooms = new(Desk, Client);
        Webhooks = new(Desk, Client);
    }

    /// <summary>The operator's access.</summary>
    public AdminSession Session { get; }

    /// <summary>The admin API.</summary>
    public AdminClient Client { get; }

    /// <summary>The cluster as it is now.</summary>
    public ClusterLive Live { get; }

    /// <summary>Where every write passes.</summary>
    public ActionDesk Desk { get; } = new();

    /// <summary>What only JavaScript can do.</summary>
    public AdminScript Script { get; }

    /// <summary>What can be done about nodes.</summary>
    public NodeActions Nodes { get; }

    /// <summary>What can be done about users.</summary>
    public UserActions Users { get; }

    /// <summary>What can be done about rooms.</summary>
    public RoomActions Rooms { get; }

    /// <summary>What can be done about webhooks.</summary>
    public WebhookActions Webhooks { get; }

    /// <inheritdoc/>
    public void Dispose() => Live.Dispose();
}
