using AspireChat.Store.Logs;
using AspireChat.Store.Rooms;
using AspireChat.Store.Users;
using Microsoft.Extensions.DependencyInjection;

namespace AspireChat.ChatNode.Rooms;

/// <summary>Registers what people expect of a chat beyond rooms and messages.</summary>
internal static class ConversationExtensions
{
    public static void AddConversations(this IServiceCollection services)
    {
        services.AddSingleton<UserRooms>();
        services.AddSingleton<UserNotices>();
        services.AddSingleton<MyRooms>();
        services.AddSingleton<RoomMaker>();
        services.AddSingleton<RoomFinder>();
        services.AddSingleton<RoomRoster>();
        services.AddSingleton<RoomAuthority>();
        services.AddSingleton<Invitations>();
        services.AddSingleton<KnownUsers>();
        services.AddSingleton<MessageArchive>();
        services.AddSingleton<MessageSearch>();
        services.AddSingleton<QuestionStore>();
        services.AddSingleton<QuestionDesk>();
    }
}
