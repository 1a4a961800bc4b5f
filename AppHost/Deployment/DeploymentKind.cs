namespace AspireChat.AppHost.Deployment;

/// <summary>What to publish for, the setting <c>Deployment</c>.</summary>
internal enum DeploymentKind
{
    /// <summary>Azure Container Apps with Azure Managed Redis. The default, as it is what <c>azd up</c> asks for.</summary>
    Azure,

    /// <summary>A docker-compose.yaml.</summary>
    Compose,

    /// <summary>A Helm chart.</summary>
    Kubernetes,
}
