namespace AspireChat.LocalCluster.Options;

/// <summary>Which proxy stands in front of the nodes.</summary>
internal enum IngressKind
{
    /// <summary>YARP in this process.</summary>
    Yarp,

    /// <summary>The nginx installed on this machine, as in a deployment.</summary>
    Nginx,
}
