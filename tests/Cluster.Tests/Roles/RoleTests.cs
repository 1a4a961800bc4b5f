using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR.Client;
using StackExchange.Redis;

namespace AspireChat.Cluster.Tests.Roles;

/// <summary>Every role has what it needs of Redis, and nothing else: Store/Redis/users.acl.</summary>
public sealed class RoleTests(RoleCluster cluster) : IClassFixture<RoleCluster>
{
    private static readonly string[] Kinds = ["message"];
    private static readonly string[] Rooms = ["roles"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_cluster_does_its_work_with_a_user_for_each_role()
    {
        using var web = new HttpClient { BaseAddress = cluster.Web };
        var ada = await SignInAsync(web, "Ada");
        using (var claimed = await PostAsync(web, "/api/session/claim", new ClaimRequest { Passphrase = "correct horse" }, ada.Token))
        {
            Assert.Equal(HttpStatusCode.OK, claimed.StatusCode);
        }

        using (var wrong = await PostAsync(web, "/api/session", new SessionRequest { Name = "Ada", Passphrase = "wrong horse" }))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var text = new StringContent("notes");
        using var upload = await SendAsync(web, "/api/files?name=notes.txt", text, ada.Token);
        var attachment = (await upload.Content.ReadFromJsonAsync<Attachment>(Cancel))!;

        // Chat, with a member who sees it.
        var bob = await SignInAsync(web, "Bob");
        await using var adaHub = await ConnectAsync(ada.Token);
        await using var bobHub = await ConnectAsync(bob.Token);
        var (seen, closed) = (new ConcurrentQueue<RoomEvent>(), new TaskCompletionSource());
        bobHub.On<RoomBatch>(nameof(IChatClient.Receive), batch => batch.Events.ToList().ForEach(seen.Enqueue));
        bobHub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        const string room = "roles";
        await adaHub.InvokeAsync<JoinResult>(nameof(IChatHub.JoinRoom), new JoinRequest { Room = room }, Cancel);
        await bobHub.InvokeAsync<JoinResult>(nameof(IChatHub.JoinRoom), new JoinRequest { Room = room }, Cancel);
        var sent = await adaHub.InvokeAsync<SendResult>(
            nameof(IChatHub.Send),
            new SendRequest { Room = room, Id = MessageId.New(), Text = "see the notes", Attachments = [attachment] }, Cancel);
        await adaHub.InvokeAsync<ChangeResult>(nameof(IChatHub.Pin), new PinRequest { Room = room, Seq = sent.Seq }, Cancel);
        var invitation = await adaHub.InvokeAsync<Invitation>(
            nameof(IChatHub.CreateInvitation), new CreateInvitationRequest { Room = room }, Cancel);
        Assert.NotEmpty(invitation.Token);
        await Eventually.TrueAsync(() => seen.Any(e => e.Text == "see the notes"), "Bob sees the message");

        // Moderation, by the admin API.
        using var admin = AdminClient.WithKey(cluster.AdminNode, RoleCluster.AdminKey);
        var posted = await admin.CallAsync(HttpMethod.Post, $"rooms/{room}/messages", new { text = "hello", id = MessageId.New() });
        Assert.True((long)posted!["seq"]! > sent.Seq);
        var banned = await admin.CallAsync(HttpMethod.Put, $"users/{bob.User}/ban", new { reason = "a test" });
        Assert.True((bool)banned!["complete"]!, banned.ToJsonString());
        await closed.Task.WaitAsync(Eventually.Bound, Cancel);
        await admin.CallAsync(HttpMethod.Delete, $"users/{bob.User}/ban");
        Assert.NotEmpty((await admin.GetAsync("audit"))!["items"]!.AsArray());
        Assert.NotEmpty((await admin.GetAsync("users"))!["items"]!.AsArray());
        Assert.NotEmpty((await admin.GetAsync("rooms"))!["items"]!.AsArray());
        await admin.CallAsync(HttpMethod.Post, "webhooks", new { url = "http://127.0.0.1:1/", kinds = Kinds, rooms = Rooms });
        foreach (var command in new[] { "drain", "undrain" })
        {
            var outcome = await admin.CallAsync(HttpMethod.Post, $"nodes/chatnode-1/{command}");
            Assert.True((bool)outcome!["complete"]!, outcome.ToJsonString());
        }

        using var everywhere = await PostAsync(web, "/api/session/end", new EndRequest { Everywhere = true }, bob.Token);
        Assert.Equal(HttpStatusCode.NoContent, everywhere.StatusCode);
        Assert.DoesNotContain("NOPERM", cluster.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("no permissions", cluster.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("node", "PUBLISH chat:commands x")]
    [InlineData("node", "HSET chat:bans ada x")]
    [InlineData("node", "HDEL chat:revocations ada")]
    [InlineData("node", "GET chat:web:sealed-keys")]
    [InlineData("node", "RPUSH chat:web:sealed-keys x")]
    [InlineData("node", "HGETALL chat:name:{ada}")]
    [InlineData("node", "HGETALL chat:webhooks")]
    [InlineData("node", "ZADD chat:audit 1 x")]
    [InlineData("node", "PUBLISH chat:inbox x")]
    [InlineData("adminnode", "RPUSH chat:web:sealed-keys x")]
    [InlineData("adminnode", "HGETALL chat:name:{ada}")]
    [InlineData("adminnode", "SET chat:node:x x")]
    [InlineData("adminnode", "SADD chat:nodes x")]
    [InlineData("adminnode", "ZREM chat:files:unsent x")]
    [InlineData("web", "PUBLISH chat:commands x")]
    [InlineData("web", "PUBLISH chat:{lobby}:feed x")]
    [InlineData("web", "PUBLISH AspireChat.ChatNode.ChatModule.ChatHub:all x")]
    [InlineData("web", "ZADD chat:{lobby}:log 1 x")]
    [InlineData("web", "ZRANGE chat:{lobby}:log 0 -1")]
    [InlineData("web", "HDEL chat:bans ada")]
    [InlineData("web", "HGETALL chat:webhooks")]
    public async Task A_role_cannot_do_the_work_of_another(string role, string command) => await RefusedAsync(role, command);

    [Theory]
    [InlineData("FLUSHALL")]
    [InlineData("FLUSHDB")]
    [InlineData("CONFIG GET requirepass")]
    [InlineData("KEYS *")]
    [InlineData("MONITOR")]
    [InlineData("BGREWRITEAOF")]
    [InlineData("SHUTDOWN NOSAVE")]
    [InlineData("ACL LIST")]
    [InlineData("CLIENT KILL TYPE normal")]
    [InlineData("SCRIPT FLUSH")]
    [InlineData("FUNCTION FLUSH")]
    [InlineData("REPLICAOF 127.0.0.1 1")]
    [InlineData("GET other")]
    public async Task No_role_can_rule_the_server(string command)
    {
        foreach (var role in new[] { "node", "adminnode", "web" })
        {
            await RefusedAsync(role, command);
        }
    }

    private async Task RefusedAsync(string role, string command)
    {
        await using var redis = await cluster.ConnectAsync(role);
        var words = command.Split(' ');
        var refused = await Assert.ThrowsAsync<RedisServerException>(() => redis.GetDatabase().ExecuteAsync(words[0], [.. words[1..]]));
        Assert.StartsWith("NOPERM", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<SessionResponse> SignInAsync(HttpClient web, string name)
    {
        using var answer = await PostAsync(web, "/api/session", new SessionRequest { Name = name });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<SessionResponse>(Cancel))!;
    }

    private static Task<HttpResponseMessage> PostAsync<T>(HttpClient web, string path, T body, string? token = null) =>
        SendAsync(web, path, JsonContent.Create(body), token);

    private static async Task<HttpResponseMessage> SendAsync(HttpClient web, string path, HttpContent content, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await web.SendAsync(request, Cancel);
    }

    private async Task<HubConnection> ConnectAsync(string token)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(cluster.Node, ChatProtocol.HubPath), http => http.AccessTokenProvider = () => Task.FromResult<string?>(token))
            .Build();
        await connection.StartAsync(Cancel);
        return connection;
    }
}
