namespace AspireChat.Web.Client.Admin.Live;

/// <summary>What a node is doing.</summary>
public enum NodeState
{
    /// <summary>Takes clients.</summary>
    Up,

    /// <summary>Sends its clients away.</summary>
    Draining,

    /// <summary>Has not reported for seconds: stopped, or dead.</summary>
    Gone,
}
