using AspireChat.Web.Client.Admin.Actions;
using AspireChat.Web.Client.Admin.Api;
using AspireChat.Web.Client.Admin.Live;
using Microsoft.AspNetCore.Components;

namespace AspireChat.Web.Client.Admin.Components;

/// <summary>A component of the admin pages.</summary>
public abstract class AdminComponent : ComponentBase
{
    /// <summary>The services, from the layout.</summary>
    [CascadingParameter]
    public AdminServices Admin { get; set; } = null!;

    /// <summary>The admin API.</summary>
    protected AdminClient Client => Admin.Client;

    /// <summary>The live state of the cluster.</summary>
    protected ClusterLive Live => Admin.Live;

    /// <summary>Confirms and runs every write.</summary>
    protected ActionDialogService Actions => Admin.Actions;
}
