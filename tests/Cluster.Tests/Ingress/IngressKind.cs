namespace AspireChat.Cluster.Tests.Ingress;

public enum IngressKind
{
    Nginx,
    Yarp,
}
