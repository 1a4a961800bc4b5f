namespace AspireChat.Web.Client.Admin.Live;

/// <summary>Whether what the page shows is of now.</summary>
public enum StreamStatus
{
    /// <summary>The stream is being opened for the first time.</summary>
    Connecting,

    /// <summary>A sample has come within the last seconds.</summary>
    Live,

    /// <summary>The stream broke; it is opened again by itself.</summary>
    Reconnecting,
}
