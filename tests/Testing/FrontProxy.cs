using System.Globalization;

namespace AspireChat.Testing;

/// <summary>An nginx that somebody else runs before the ingress, with its defaults wherever nothing else is said.</summary>
public sealed class FrontProxy : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly ServerProcess _process;

    private FrontProxy(TemporaryFolder folder, ServerProcess process, int port)
    {
        _folder = folder;
        _process = process;
        Address = new Uri($"http://127.0.0.1:{port}");
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>The hub through it.</summary>
    public Uri Hub => new(Address, "/hubs/chat");

    /// <summary>A line for each request that it has answered.</summary>
    public IReadOnlyList<string> AccessLog => File.ReadAllLines(_folder["access.log"]);

    /// <summary>One line of configuration: HTTP/1.0 to the ingress, so no WebSockets; buffering; 60 s for every answer.</summary>
    public static Task<FrontProxy> WithDefaultsAsync(Uri ingress) => StartAsync($$"""
        location / { proxy_pass {{Trimmed(ingress)}}; }
        """);

    /// <summary>As <see cref="WithDefaultsAsync"/>, and less patient.</summary>
    public static Task<FrontProxy> WithTimeoutAsync(Uri ingress, TimeSpan timeout) =>
        StartAsync(string.Create(CultureInfo.InvariantCulture, $$"""
        location / { proxy_pass {{Trimmed(ingress)}}; proxy_read_timeout {{timeout.TotalSeconds}}s; }
        """));

    /// <summary>
    /// Sends negotiation and everything else from different client addresses, and so to different nodes.
    /// Needs LocalCluster's networks.
    /// </summary>
    public static Task<FrontProxy> WithChangingAddressesAsync(Uri ingress) => StartAsync($$"""
        proxy_http_version 1.1;
        proxy_set_header Host $http_host;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection $http_connection;
        proxy_buffering off;
        location = /hubs/chat/negotiate { proxy_pass {{Trimmed(ingress)}}/network/a/hubs/chat/negotiate; }
        location /hubs/ { proxy_pass {{Trimmed(ingress)}}/network/b/hubs/; }
        location / { proxy_pass {{Trimmed(ingress)}}; }
        """);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Terminate();
            await _process.WaitForExitAsync();
        }

        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static string Trimmed(Uri ingress) => ingress.ToString().TrimEnd('/');

    private static async Task<FrontProxy> StartAsync(string server)
    {
        var folder = new TemporaryFolder();
        var port = FreePorts.Next();
        await File.WriteAllTextAsync(folder["nginx.conf"], $$"""
            daemon off;
            master_process off;
            pid {{folder["nginx.pid"]}};
            error_log {{folder["error.log"]}};
            events { }
            http {
              access_log {{folder["access.log"]}};
              client_body_temp_path {{folder["body"]}};
              proxy_temp_path {{folder["proxy"]}};
              fastcgi_temp_path {{folder["fastcgi"]}};
              uwsgi_temp_path {{folder["uwsgi"]}};
              scgi_temp_path {{folder["scgi"]}};
              server {
                listen 127.0.0.1:{{port}};
                {{server}}
              }
            }
            """);
        var proxy = new FrontProxy(folder, ServerProcess.Start("nginx", ["-c", folder["nginx.conf"], "-e", folder["error.log"]]), port);
        try
        {
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
            await Eventually.TrueAsync(
                async () => (await http.GetAsync(proxy.Address)).IsSuccessStatusCode, "the page comes through nginx");
            return proxy;
        }
        catch (TimeoutException failed)
        {
            var output = proxy._process.Output;
            await proxy.DisposeAsync();
            throw new InvalidOperationException($"nginx did not start: {output}", failed);
        }
    }
}
