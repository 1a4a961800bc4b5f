using AspireChat.Web.Client.Admin.Actions;
using AspireChat.Web.Client.Admin.Api;
using AspireChat.Web.Client.Admin.Live;
using AspireChat.Web.Client.Browser;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Admin.Components;

/// <summary>
/// The services of the admin pages. These pages are loaded after the host was built, so their layout creates the services.
/// </summary>
public sealed class AdminServices : IDisposable
{
    /// <summary>Restores the tab's session; nothing else starts yet.</summary>
    public AdminServices(HttpClient http, TabStorage storage, IJSRuntime js, TimeProvider time)
    {
        Session = new(http, storage, time);
        Client = new(http, Session);
        Live = new(Client, Session, time);
        Dialogs = new(js);
        Nodes = new(Actions, Client, Live);
        Users = new(Actions, Client);
        Rooms = new(Actions, Client);
        Webhooks = new(Actions, Client);
    }

    /// <summary>The operator's session.</summary>
    public AdminSession Session { get; }

    /// <summary>The admin API.</summary>
    public AdminClient Client { get; }

    /// <summary>The live state of the cluster.</summary>
    public ClusterLive Live { get; }

    /// <summary>Confirms and runs every write.</summary>
    public ActionDialogService Actions { get; } = new();

    /// <summary>Modal dialogs and the clipboard.</summary>
    public DialogScript Dialogs { get; }

    /// <summary>Actions on nodes.</summary>
    public NodeActions Nodes { get; }

    /// <summary>Actions on users.</summary>
    public UserActions Users { get; }

    /// <summary>Actions on rooms.</summary>
    public RoomActions Rooms { get; }

    /// <summary>Actions on webhooks.</summary>
    public WebhookActions Webhooks { get; }

    /// <inheritdoc/>
    public void Dispose() => Live.Dispose();
}
