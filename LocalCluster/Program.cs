using AspireChat.LocalCluster;
using AspireChat.LocalCluster.Roles;

// Without a role this is the cluster; its nodes and admin node are this same program, started by it with a role.
return args switch
{
    [ChatNodeRole.Name, ..] => await ChatNodeRole.RunAsync(),
    [AdminNodeRole.Name, ..] => await AdminNodeRole.RunAsync(),
    [DashboardRole.Name, .. var command] when command.Length > 0 => await DashboardRole.RunAsync(command),
    _ => await ClusterCommand.RunAsync(args),
};
