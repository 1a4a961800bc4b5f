using AspireChat.Web.Client.Admin.Actions;
using AspireChat.Web.Client.Admin.Api;
using AspireChat.Web.Client.Admin.Live;
using Microsoft.AspNetCore.Components;

namespace AspireChat.Web.Client.Admin;

/// <summary>A page of the admin pages, or a part of one.</summary>
public abstract class AdminComponent : ComponentBase
{
    /// <summary>What the admin pages work with, from the layout.</summary>
    [CascadingParameter]
    public AdminServices Admin { get; set; } = null!;

    /// <summary>The admin API.</summary>
    protected AdminClient Client => Admin.Client;

    /// <summary>The cluster as it is now.</summary>
    protected ClusterLive Live => Admin.Live;

    /// <summary>Where every write passes.</summary>
    protected ActionDesk Desk => Admin.Desk;
}
