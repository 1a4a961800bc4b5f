using AspireChat.LocalCluster.Options;
using AspireChat.LocalCluster.Roles;

// Without a role this is the cluster; its nodes, admin node and nginx are this same program, started by it with a role.
return args switch
{
    [ChatNodeRole.Name, ..] => await ChatNodeRole.RunAsync(),
    [AdminNodeRole.Name, ..] => await AdminNodeRole.RunAsync(),
    [NginxRole.Name, ..] => await NginxRole.RunAsync(),
    _ => await ClusterCommand.RunAsync(args),
};
