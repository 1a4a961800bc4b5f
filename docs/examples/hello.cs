#:project ../../Client/Client.csproj
#:property PublishAot=false
// dotnet run hello.cs http://localhost:8080 Eve lobby 'Hello'
using System.Net.Http.Json;
using AspireChat.Client;
using AspireChat.Contracts;

var (server, name, room, text) = (args[0], args[1], args[2], args[3]);
using var http = new HttpClient();
using var signIn = await http.PostAsJsonAsync(new Uri($"{server}/api/session"), new SessionRequest { Name = name });
var session = await signIn.Content.ReadFromJsonAsync<SessionResponse>();

await using var chat = new ChatConnection(new ChatConnectionOptions
{
    Hub = new Uri($"{server}/hubs/chat"),
    AccessToken = _ => Task.FromResult<string?>(session!.Token),
});
chat.Updated += update =>
{
    foreach (var message in update.Events.Where(one => one.Kind == EventKind.Message))
    {
        Console.WriteLine($"{message.Seq} {message.Name}: {message.Text}");
    }
};
await chat.StartAsync();
await chat.JoinAsync(room);
var stored = await chat.Send(room, text).Completion;
Console.WriteLine($"stored as {stored.Seq}");
