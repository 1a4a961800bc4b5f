namespace AspireChat.LocalCluster.Options;

/// <summary>What stands before the nodes.</summary>
internal enum IngressKind
{
    /// <summary>YARP in this process.</summary>
    Yarp,

    /// <summary>The machine's own nginx, as in a deployment.</summary>
    Nginx,
}
