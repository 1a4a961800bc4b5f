using AspireChat.LocalCluster;
using AspireChat.LocalCluster.Roles;

// Without a role this is the cluster, which starts the other programs, and this one as the dashboard's keeper.
return args switch
{
    [DashboardRole.Name, .. var command] when command.Length > 0 => await DashboardRole.RunAsync(command),
    _ => await ClusterCommand.RunAsync(args),
};
