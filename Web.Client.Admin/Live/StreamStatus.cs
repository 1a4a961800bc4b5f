namespace AspireChat.Web.Client.Admin.Live;

/// <summary>The status of the event stream.</summary>
public enum StreamStatus
{
    /// <summary>The stream is being opened for the first time.</summary>
    Connecting,

    /// <summary>Samples arrive.</summary>
    Live,

    /// <summary>The stream broke and is being reopened.</summary>
    Reconnecting,
}
