using AspireChat.AppHost;
using AspireChat.AppHost.Commands;
using AspireChat.AppHost.Deployment;

var builder = DistributedApplication.CreateBuilder(args);
if (!ClusterSettings.TryRead(builder, out var settings))
{
    return ExitCodes.CannotStart;
}

var target = DeploymentTarget.Add(builder);

// Generated at the first start and kept in the user's secrets; a deployment supplies its own.
var signingKey = builder.AddSecret("signing-key", "Signs the users' tokens and the commands to the nodes. The same in every process.");
var adminSigningKey = builder.AddSecret("admin-signing-key", "Signs the admins' tokens. Only the admin node and Web have it.");
var adminKey = builder.AddSecret("admin-key", "Gives access to the admin pages and the admin API: *Admin* on `ingress` asks for it.");

var redis = target.AddRedis(builder, "redis");
redis.Resource.WithIconName("Database");

// Every node is its own resource. WithReplicas would put them all behind one port, and ip_hash would have no effect.
var nodes = settings.Declared.Select(slot => builder.AddProcess<Projects.ChatNode>(slot.Name, target)
    .WithConnection(redis, "node")
    .WithEnvironment("Chat__Node__Name", slot.Name)
    .WithEnvironment("Chat__SigningKey", signingKey)
    .WithSecondKey("Chat__SecondSigningKey", signingKey)
    .WithSettings(builder.Configuration, "Chat")
    .BehindIngress("Chat__Node")
    .WithIconName("ChatMultiple")
    .WithDrainCommand()
    .WithKillCommand()
    .StartedOnDemand(slot.IsSpare)).ToList();

var adminNode = builder.AddProcess<Projects.AdminNode>("adminnode", target)
    .WithConnection(redis, "adminnode")
    .WithEnvironment("Chat__SigningKey", signingKey)
    .WithSecondKey("Chat__SecondSigningKey", signingKey)
    .WithEnvironment("Chat__AdminSigningKey", adminSigningKey)
    .WithSecondKey("Chat__SecondAdminSigningKey", adminSigningKey)
    .WithEnvironment("Chat__AdminKey", adminKey)
    .WithSecondKey("Chat__SecondAdminKey", adminKey)
    .WithSettings(builder.Configuration, "Chat")
    .BehindIngress("Chat__Admin")
    .WithIconName("ShieldPerson")
    .WithConnectionsOf(nodes, adminKey);

nodes.ForEach(node => node.WithAddress("Chat__Node__AdminNode", adminNode));

var web = builder.AddProcess<Projects.Web>("web", target)
    .WithConnection(redis, "web")
    .WithEnvironment("Chat__SigningKey", signingKey)
    .WithSecondKey("Chat__SecondSigningKey", signingKey)
    .WithEnvironment("Chat__AdminSigningKey", adminSigningKey)
    .WithSecondKey("Chat__SecondAdminSigningKey", adminSigningKey)
    .WithSettings(builder.Configuration, "Authentication")
    .WithBrowserTraces()
    .BehindIngress("Web")
    .WithIconName("Globe");

// nginx: clients to nodes by ip_hash, everything else to web and the admin node, on the one public port.
var ingress = builder.AddDockerfile("ingress", "../Ingress")
    .WithHttpEndpoint(target.PublicPort(settings), targetPort: DeploymentTarget.Port)
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithChatNodes(nodes, settings)
    .WithAddress("WEB", web)
    .WithAddress("ADMIN_NODE", adminNode)
    .WithBrowserTelemetry()
    .WithNetworks()
    .WithTrustedProxies(settings, target)
    .WaitFor(web).WaitFor(adminNode).WaitForAll(nodes.Take(settings.Nodes))
    .InFrontOf([.. nodes, adminNode, web])
    .WithIconName("BranchFork")
    .WithUrlForEndpoint("http", url => url.DisplayText = "Chat")
    .WithUrlForEndpoint("http", _ => new ResourceUrlAnnotation { Url = "/admin", DisplayText = "Admin (its key: parameter admin-key)" });
target.PlaceIngress(ingress);

using var cluster = builder.Build();
if (!Preflight.Passes(builder, settings))
{
    return ExitCodes.CannotStart;
}

cluster.Run();
return ExitCodes.Success;
