using AspireChat.Bench.Processes;

namespace AspireChat.Bench.Systems;

/// <summary>Plain SignalR: N nodes with the Redis backplane, behind nginx with ip_hash.</summary>
internal sealed class PlainSignalRSystem : IChatSystem
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly List<Child> _nodes = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bench-plain-");
    private Child? _redis, _nginx;

    private PlainSignalRSystem(int port) => Hub = new Uri($"ws://127.0.0.1:{port}/hubs/chat");

    public Uri Hub { get; }

    public IReadOnlyList<int> NodePids => [.. _nodes.Select(node => node.Pid)];

    public int IngressPid => _nginx!.Pid;

    public int RedisPid => _redis!.Pid;

    public static Task<IChatSystem> StartAsync(FanoutOptions options, CancellationToken cancellationToken)
    {
        var system = new PlainSignalRSystem(options.Port);
        return system.OnceAsync(system.StartProcessesAsync(options.Port, options.Nodes, cancellationToken));
    }

    public string? TokenOf(int user) => null;

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Append(_nginx).Append(_redis).OfType<Child>().Select(child => child.DisposeAsync().AsTask()));
        _folder.Delete(recursive: true);
    }

    private async Task StartProcessesAsync(int port, int nodes, CancellationToken cancellationToken)
    {
        var redisPort = port + 39;
        _redis = await RedisServer.StartAsync(redisPort, _folder.FullName, cancellationToken);
        int[] ports = [.. Enumerable.Range(port + 1, nodes)];
        foreach (var nodePort in ports)
        {
            _nodes.Add(Child.Start(
                $"plain node {nodePort}",
                Programs.Dotnet,
                [Programs.PlainSignalR, "--urls", $"http://127.0.0.1:{nodePort}", "--redis", $"127.0.0.1:{redisPort}", "--node", $"plain-{nodePort - port}"]));
        }

        foreach (var (node, nodePort) in _nodes.Zip(ports))
        {
            await node.UntilAsync(() => RedisServer.Listens(nodePort), StartLimit, cancellationToken);
        }

        var config = Path.Combine(_folder.FullName, "nginx.conf");
        await File.WriteAllTextAsync(config, NginxConfig(port, ports), cancellationToken);
        _nginx = Child.Start("nginx", Programs.Nginx, ["-e", $"{_folder}/error.log", "-p", _folder.FullName, "-c", config]);
        await _nginx.UntilAsync(() => RedisServer.Listens(port), StartLimit, cancellationToken);
    }

    // As the documentation of SignalR has it, with room for the connections.
    private string NginxConfig(int port, IEnumerable<int> nodes) =>
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
              location /hubs/ {
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
