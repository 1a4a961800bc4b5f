namespace AspireChat.AppHost.Deployment;

/// <summary>The deployment target, from the setting <c>Deployment</c>.</summary>
internal enum DeploymentKind
{
    /// <summary>No target: only the plain manifest can be written.</summary>
    None,

    /// <summary>Azure Container Apps with Azure Managed Redis.</summary>
    Azure,

    /// <summary>A docker-compose.yaml.</summary>
    Compose,

    /// <summary>A Helm chart.</summary>
    Kubernetes,
}
