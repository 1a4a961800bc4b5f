using Microsoft.Extensions.DependencyInjection;

namespace AspireChat.ChatNode.Rooms;

/// <summary>Registers what people expect of a chat beyond rooms and messages.</summary>
internal static class ConversationExtensions
{
    public static void AddConversations(this IServiceCollection services)
    {
        services.AddSingleton<UserNotices>();
        services.AddSingleton<RoomFounder>();
        services.AddSingleton<RoomMaker>();
        services.AddSingleton<RoomRoster>();
        services.AddSingleton<RoomAuthority>();
        services.AddSingleton<Invitations>();
        services.AddSingleton<QuestionDesk>();
    }
}
