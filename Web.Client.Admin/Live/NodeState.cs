namespace AspireChat.Web.Client.Admin.Live;

/// <summary>The state of a node.</summary>
public enum NodeState
{
    /// <summary>Accepts clients.</summary>
    Up,

    /// <summary>Moves its clients to other nodes.</summary>
    Draining,

    /// <summary>Has not reported for seconds: stopped, or dead.</summary>
    Gone,
}
