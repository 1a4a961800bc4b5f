using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Rooms;

/// <summary>
/// Sends notices to users on all their devices, on whichever nodes they are connected. A user who is not connected misses the notice and
/// sees the current state in <c>MyRooms</c> after connecting, so a call does not fail because its notice could not be sent.
/// </summary>
internal sealed partial class UserNotices(IHubClients<IChatClient> clients, ILogger<UserNotices> logger)
{
    /// <summary>Sends a notice to one user.</summary>
    public Task SendAsync(string user, Notice notice) => SendAsync([user], notice);

    /// <summary>Sends a notice to some users.</summary>
    public async Task SendAsync(IReadOnlyList<string> users, Notice notice)
    {
        if (users.Count == 0)
        {
            return;
        }

        try
        {
            await clients.Users(users).Notify(notice);
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            LogNotSent(notice.Kind, away.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "A notice '{Kind}' could not be sent: {Reason}")]
    private partial void LogNotSent(string kind, string reason);
}
