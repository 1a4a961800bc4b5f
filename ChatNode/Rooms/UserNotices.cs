using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Rooms;

/// <summary>
/// Tells users something on all their devices, whichever nodes they are connected to. Who is away just then misses it, and sees how things are
/// by <c>MyRooms</c> after connecting; so what has happened does not fail because it could not be told.
/// </summary>
internal sealed partial class UserNotices(IHubClients<IChatClient> clients, ILogger<UserNotices> logger)
{
    /// <summary>Tells one user.</summary>
    public Task TellAsync(string user, Notice notice) => TellAsync([user], notice);

    /// <summary>Tells some users.</summary>
    public async Task TellAsync(IReadOnlyList<string> users, Notice notice)
    {
        try
        {
            await clients.Users(users).Notify(notice);
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            LogNotTold(notice.Kind, away.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "A notice '{Kind}' could not be sent: {Reason}")]
    private partial void LogNotTold(string kind, string reason);
}
