using AspireChat.ServiceDefaults.Tokens;
using AspireChat.Store.Files;
using Microsoft.Extensions.DependencyInjection;

namespace AspireChat.ChatNode.Rooms;

/// <summary>Registers what clients do in rooms.</summary>
internal static class RoomExtensions
{
    public static void AddRooms(this IServiceCollection services)
    {
        services.AddSingleton<UserNotices>();
        services.AddHostedService<NoticeListener>();
        services.AddSingleton<RoomJoin>();
        services.AddSingleton<RoomList>();
        services.AddSingleton<RoomCreator>();
        services.AddSingleton<RoomAuthority>();
        services.AddSingleton<Members>();
        services.AddSingleton<Invitations>();
        services.AddSingleton<AttachmentSeal>();
        services.AddSingleton<UnsentFiles>();
        services.AddSingleton<MessageChecks>();
        services.AddSingleton<Messages>();
        services.AddSingleton<Questions>();
    }
}
