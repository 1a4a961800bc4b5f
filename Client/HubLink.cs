using AspireChat.Client.Connecting;
using AspireChat.Contracts;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace AspireChat.Client;

/// <summary>One SignalR connection to one node, from its <c>Hello</c> to its end. The next connection is another link.</summary>
internal sealed class HubLink : IAsyncDisposable
{
    private readonly ChatConnectionOptions _options;
    private readonly HubConnection _hub;
    private readonly CancellationTokenSource _disposed = new();
    private readonly LinkSilence _silence;
    private readonly TaskCompletionSource<Exception?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ReconnectRequest> _moveAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _negotiated;

    private HubLink(
        ChatConnectionOptions options, ConnectionPath path, ServerClock clock, Action<RoomBatch> received, Action<Notice> notified)
    {
        (_options, _silence) = (options, new LinkSilence(options.Time));
        Joins = new JoinQueue(this);
        var transports = path switch
        {
            ConnectionPath.DirectWebSockets => HttpTransportType.WebSockets,
            ConnectionPath.LongPollingOnly => HttpTransportType.LongPolling,
            _ => options.Transports,
        };
        var builder = new HubConnectionBuilder().WithUrl(options.Hub, transports, http =>
        {
            http.AccessTokenProvider = TokenAsync;
            http.SkipNegotiation = path == ConnectionPath.DirectWebSockets;
        });
        builder.AddJsonProtocol(json =>
        {
            json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Default);
            json.PayloadSerializerOptions.DefaultIgnoreCondition = ContractsJson.Default.Options.DefaultIgnoreCondition;
        });
        options.Configure?.Invoke(builder);
        Observe(builder.Services, clock);
        _hub = builder.Build();
        _hub.ServerTimeout = options.ServerTimeout;
        _hub.KeepAliveInterval = options.KeepAliveInterval;
        _hub.On(nameof(IChatClient.Receive), received);
        _hub.On(nameof(IChatClient.Notify), notified);
        _hub.On<ReconnectRequest>(nameof(IChatClient.Reconnect), request => _moveAsked.TrySetResult(request));
        _hub.Closed += error =>
        {
            _ended.TrySetResult(error);
            return Task.CompletedTask;
        };
    }

    /// <summary>The result of <c>Hello</c>: the node, the user and the limits.</summary>
    public SessionInfo Session { get; private set; } = new();

    /// <summary>The times of the token that opened the connection; null if the token never expires.</summary>
    public TokenTimes? Token { get; private set; }

    /// <summary>Completes when the connection ends. The result is the reason; null if the server closed it normally.</summary>
    public Task<Exception?> Ended => _ended.Task;

    /// <summary>Completes when the node asks the client to reconnect.</summary>
    public Task<ReconnectRequest> MoveAsked => _moveAsked.Task;

    public bool IsOpen => !_ended.Task.IsCompleted;

    /// <summary>Joins rooms on this link.</summary>
    public JoinQueue Joins { get; }

    /// <summary>Whether the server has been silent for longer than it is while all is well.</summary>
    public bool IsSilent => _silence.IsOver(
        // The answer to a poll takes as long as the server lets it wait.
        Session.Transport.Equals(nameof(HttpTransportType.LongPolling), StringComparison.OrdinalIgnoreCase)
            ? _options.ServerTimeout
            : _options.SilenceLimit,
        _options.AnswerLimit);

    /// <summary>
    /// Connects. Throws what SignalR throws, or <see cref="TimeoutException"/> after <see cref="ChatConnectionOptions.ConnectTimeout"/>.
    /// </summary>
    public static async Task<HubLink> OpenAsync(
        ChatConnectionOptions options,
        ConnectionPaths paths,
        ServerClock clock,
        Action<RoomBatch> received,
        Action<Notice> notified,
        CancellationToken cancellationToken)
    {
        var link = new HubLink(options, paths.Current, clock, received, notified);
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            // WaitAsync as well: a token provider that hangs may ignore the cancellation.
            await link._hub.StartAsync(either.Token).WaitAsync(either.Token);
            link.Session = await link._hub.InvokeAsync<SessionInfo>(nameof(IChatHub.Hello), either.Token);
            return link;
        }
        catch (Exception error)
        {
            link.Break(error);
            paths.Failed(link._negotiated);
            if (error is OperationCanceledException && timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"No node answered within {options.ConnectTimeout.TotalSeconds:0.#} s.", error);
            }

            throw;
        }
    }

    /// <summary>Calls the hub and waits for the result.</summary>
    /// <exception cref="ChatException">The server refused the call.</exception>
    /// <exception cref="LinkLostException">
    /// The connection ended before the result came, or the result took too long, which ends the connection.
    /// </exception>
    public async Task<T> InvokeAsync<T>(string method, object argument, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.InvocationTimeout, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var call = _silence.Call();
        try
        {
            return await _hub.InvokeAsync<T>(method, argument, either.Token);
        }
        catch (HubException error) when (!ConnectionErrors.IsClose(error))
        {
            throw ConnectionErrors.Refusal(error);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            if (timeout.IsCancellationRequested)
            {
                error = new TimeoutException($"The server did not answer within {_options.InvocationTimeout.TotalSeconds:0.#} s.", error);
                Break(error);
            }

            throw new LinkLostException(error.Message, error);
        }
    }

    /// <summary>Aborts the connection. Does not wait for it to close, because a server that hangs would delay that.</summary>
    public void Break(Exception? reason)
    {
        _ended.TrySetResult(reason);
        _ = DisposeAsync().AsTask();
    }

    /// <summary>
    /// After <see cref="ChatConnectionOptions.Configure"/>, so that it applies to the protocol and the handlers chosen there.
    /// </summary>
    private void Observe(IServiceCollection services, ServerClock clock)
    {
        services.PostConfigure<HttpConnectionOptions>(http =>
        {
            var chosen = http.HttpMessageHandlerFactory;
            http.HttpMessageHandlerFactory = handler => new LinkHandler(
                chosen?.Invoke(handler) ?? handler, clock, () => _negotiated = true, _silence.Heard, _options.ServerTimeout, _options.Time);
        });
        var protocol = services.Last(service => service.ServiceType == typeof(IHubProtocol));
        services.AddSingleton<IHubProtocol>(provider => new HeardProtocol(Create(protocol, provider), _silence.Heard));
    }

    private static IHubProtocol Create(ServiceDescriptor protocol, IServiceProvider provider) => (IHubProtocol)(
        protocol.ImplementationInstance
        ?? protocol.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, protocol.ImplementationType!));

    private async Task<string?> TokenAsync()
    {
        var token = await _options.AccessToken(_disposed.Token);
        Token ??= TokenTimes.Of(token);
        return token;
    }

    public async ValueTask DisposeAsync()
    {
        _ended.TrySetResult(null);
        await _disposed.CancelAsync();
        await _hub.DisposeAsync();
    }
}
