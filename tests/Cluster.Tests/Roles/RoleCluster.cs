using System.Globalization;
using StackExchange.Redis;

namespace AspireChat.Cluster.Tests.Roles;

/// <summary>A node, an admin node and Web, each with the Redis user of its role: Store/Redis/users.acl.</summary>
public sealed class RoleCluster : IAsyncLifetime
{
    public const string AdminKey = "an-admin-key-of-more-than-32-characters";

    private const string Observer = "observer";

    /// <summary>Three new processes on a busy machine.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly List<ServerProcess> _processes = [];
    private RedisServer _redis = null!; // null only when it did not start

    public Uri Node { get; private set; } = null!;

    public Uri AdminNode { get; private set; } = null!;

    public Uri Web { get; private set; } = null!;

    public string Output => string.Join('\n', _processes.Select(process => process.Output));

    public async ValueTask InitializeAsync()
    {
        var users = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "Store", "Redis", "users.acl"));
        foreach (var (placeholder, user) in new[]
        {
            ("ADMIN_NODE_PASSWORD", "adminnode"), ("NODE_PASSWORD", "node"), ("WEB_PASSWORD", "web"),
        })
        {
            users = users.Replace(placeholder, PasswordOf(user), StringComparison.Ordinal);
        }

        users += $"user default off\nuser {Observer} on >{PasswordOf(Observer)} ~* &* +@all\n";
        await File.WriteAllTextAsync(_folder["users.acl"], users);
        _redis = await RedisServer.StartNewAsync("--aclfile", _folder["users.acl"]);
        Node = Start("ChatNode", "node", ("Chat__Node__Name", "chatnode-1"));
        AdminNode = Start("AdminNode", "adminnode", ("Chat__AdminKey", AdminKey), ("Chat__AdminSigningKey", new string('a', 40)));
        Web = Start(
            "Web", "web", ("Chat__AdminSigningKey", new string('a', 40)), ("Web__Files__Folder", _folder["files"]),
            ("Web__SessionsPerMinute", "0"));
        using var http = new HttpClient();
        foreach (var address in new[] { Node, AdminNode, Web })
        {
            await Eventually.TrueAsync(
                async () => await http.GetStringAsync(new Uri(address, "/health")) is { } health
                    && !health.Contains("Degraded", StringComparison.OrdinalIgnoreCase),
                () => $"{address} is healthy\n{Output}",
                StartLimit);
        }
    }

    /// <summary>A connection as one of the roles, or as the observer, who can do everything.</summary>
    public Task<ConnectionMultiplexer> ConnectAsync(string user = Observer) =>
        // Otherwise the client library refuses some commands by itself.
        ConnectionMultiplexer.ConnectAsync($"{ConnectionOf(user)},allowAdmin=true");

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        if (_redis is not null)
        {
            await _redis.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static string PasswordOf(string user) => $"the-password-of-{user}";

    private string ConnectionOf(string user) => $"{_redis.Address},user={user},password={PasswordOf(user)}";

    private Uri Start(string program, string user, params (string Name, string Value)[] settings)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePorts.Next()}"));
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority),
            ["ConnectionStrings__redis"] = ConnectionOf(user),
            ["Chat__SigningKey"] = new string('s', 40),
        };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        _processes.Add(ServerProcess.Start("dotnet", [Repository.Output(program, $"AspireChat.{program}.dll")], environment));
        return address;
    }
}
