namespace AspireChat.Web.Client.Timeline;

/// <summary>Events in the middle of a timeline that are not loaded: the reader was taken to an old message.</summary>
/// <param name="After">The seq of the last event before them.</param>
/// <param name="Before">The seq of the first event after them.</param>
public sealed record TimelineGap(long After, long Before);
