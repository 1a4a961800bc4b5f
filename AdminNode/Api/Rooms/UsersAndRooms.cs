using AspireChat.AdminNode.Commands;
using AspireChat.Contracts;
using AspireChat.Store.Logs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace AspireChat.AdminNode.Api.Rooms;

/// <summary>Registers what the admin API needs for <c>/users</c> and <c>/rooms</c>.</summary>
internal static class UsersAndRooms
{
    public static void AddUsersAndRooms(this IHostApplicationBuilder builder)
    {
        var chat = builder.Configuration.GetSection("Chat");
        builder.Services.AddOptions<ChatLimits>().Bind(chat.GetSection("Limits"));

        // The nodes trim the logs. This process may have been given other settings than they, and would cut off what they keep.
        builder.Services.AddOptions<RoomOptions>().Bind(chat.GetSection("Rooms")).PostConfigure(rooms => rooms.LogLength = int.MaxValue);
        builder.Services.AddSingleton<PolicyAnnouncer>();
        builder.Services.AddSingleton<RoomCatalog>();
        builder.Services.AddSingleton<RoomDesk>();
    }
}
