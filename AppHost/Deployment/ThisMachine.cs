namespace AspireChat.AppHost.Deployment;

/// <summary>The developer's machine: nothing to publish.</summary>
internal sealed class ThisMachine : DeploymentTarget;
