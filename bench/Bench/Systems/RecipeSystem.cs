using AspireChat.Bench.Load;
using AspireChat.Bench.Processes;

namespace AspireChat.Bench.Systems;

/// <summary>The usual recipe for scaling out: N nodes with a Redis backplane behind nginx with ip_hash.</summary>
internal sealed class RecipeSystem : IChatSystem
{
    private const int RedisPortOffset = 39;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly List<Child> _nodes = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bench-recipe-");
    private Child? _redis, _nginx;

    private RecipeSystem(int port, IWire wire) => (Ingress, Wire) = (new Uri($"ws://127.0.0.1:{port}"), wire);

    /// <summary>The program and arguments of a node.</summary>
    /// <param name="port">Its own port.</param>
    /// <param name="redisPort">That of Redis.</param>
    /// <param name="name">The node's.</param>
    public delegate (string Program, string[] Arguments) NodeSpec(int port, int redisPort, string name);

    public Uri Ingress { get; }

    public IWire Wire { get; }

    public IReadOnlyList<int> NodePids => [.. _nodes.Select(node => node.Pid)];

    public int IngressPid => _nginx!.Pid;

    public int RedisPid => _redis!.Pid;

    public int RedisPort => Ingress.Port + RedisPortOffset;

    /// <summary>Starts Redis, the nodes and nginx.</summary>
    /// <param name="options">How many nodes, and the ports.</param>
    /// <param name="wire">How clients talk to them.</param>
    /// <param name="path">Where nginx finds them.</param>
    /// <param name="node">How a node is run.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static Task<IChatSystem> StartAsync(
        FanoutOptions options, IWire wire, string path, NodeSpec node, CancellationToken cancellationToken)
    {
        var system = new RecipeSystem(options.Port, wire);
        return system.OnceAsync(system.StartProcessesAsync(options.Port, options.Nodes, path, node, cancellationToken));
    }

    public string? TokenOf(int user) => null;

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Append(_nginx).Append(_redis).OfType<Child>().Select(child => child.DisposeAsync().AsTask()));
        _folder.Delete(recursive: true);
    }

    private async Task StartProcessesAsync(int port, int nodes, string path, NodeSpec spec, CancellationToken cancellationToken)
    {
        var redisPort = port + RedisPortOffset;
        _redis = await RedisServer.StartAsync(redisPort, _folder.FullName, cancellationToken);
        int[] ports = [.. Enumerable.Range(port + 1, nodes)];
        foreach (var nodePort in ports)
        {
            var name = $"node-{nodePort - port}";
            var (program, arguments) = spec(nodePort, redisPort, name);
            _nodes.Add(Child.Start(name, program, arguments));
        }

        foreach (var (node, nodePort) in _nodes.Zip(ports))
        {
            await node.UntilAsync(() => RedisServer.Listens(nodePort), StartLimit, cancellationToken);
        }

        var config = Path.Combine(_folder.FullName, "nginx.conf");
        await File.WriteAllTextAsync(config, NginxConfig(port, ports, path), cancellationToken);
        _nginx = Child.Start("nginx", Programs.Nginx, ["-e", $"{_folder}/error.log", "-p", _folder.FullName, "-c", config]);
        await _nginx.UntilAsync(() => RedisServer.Listens(port), StartLimit, cancellationToken);
    }

    // As the frameworks' documentation has it, with room for the connections.
    private string NginxConfig(int port, IEnumerable<int> nodes, string path) =>
        $$"""
          daemon off;
          {{(Environment.UserName == "root" ? "user root;" : "")}}
          worker_processes auto;
          worker_rlimit_nofile 65536;
          pid {{_folder}}/nginx.pid;
          error_log {{_folder}}/error.log;
          events { worker_connections 32768; }
          http {
            access_log off;
            client_body_temp_path {{_folder}}/body;
            proxy_temp_path {{_folder}}/proxy;
            fastcgi_temp_path {{_folder}}/fastcgi;
            uwsgi_temp_path {{_folder}}/uwsgi;
            scgi_temp_path {{_folder}}/scgi;
            map $http_upgrade $connection_upgrade {
              default upgrade;
              '' close;
            }
            upstream chat {
              ip_hash;
              {{string.Join(" ", nodes.Select(node => $"server 127.0.0.1:{node};"))}}
            }
            server {
              listen 127.0.0.1:{{port}};
              location {{path}} {
                proxy_pass http://chat;
                proxy_http_version 1.1;
                proxy_set_header Upgrade $http_upgrade;
                proxy_set_header Connection $connection_upgrade;
                proxy_set_header Host $host;
                proxy_set_header X-Forwarded-For $remote_addr;
                proxy_buffering off;
                proxy_read_timeout 1h;
              }
            }
          }
          """;
}
