namespace AspireChat.LocalCluster.Children;

/// <summary>Asks processes over HTTP how they are.</summary>
internal sealed class HealthProbe : IDisposable
{
    // No proxy from the environment between us and our own processes, and no answer from an earlier process on a kept connection.
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero })
    {
        Timeout = TimeSpan.FromSeconds(3),
    };

    /// <summary>Whether <c>/health</c> says that it is ready for clients. An error is a no.</summary>
    public Task<bool> IsHealthyAsync(Uri address, CancellationToken cancellationToken) =>
        AsksAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/health")), status => status == 200, cancellationToken);

    /// <summary>Whether something that has no health endpoint answers at all.</summary>
    public Task<bool> AnswersAsync(Uri address, CancellationToken cancellationToken) =>
        AsksAsync(new HttpRequestMessage(HttpMethod.Get, address), status => status < 500, cancellationToken);

    /// <summary>Whether an ingress leads to the page and to a node.</summary>
    public async Task<bool> LeadsOnAsync(Uri ingress, CancellationToken cancellationToken) =>
        await AsksAsync(new HttpRequestMessage(HttpMethod.Get, ingress), status => status < 500, cancellationToken)
        && await AsksAsync(
            new HttpRequestMessage(HttpMethod.Post, new Uri(ingress, "/hubs/chat/negotiate?negotiateVersion=1")),
            // Without a token the node refuses: it is the node that does.
            status => status is 200 or 401,
            cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<bool> AsksAsync(HttpRequestMessage request, Func<int, bool> isGood, CancellationToken cancellationToken)
    {
        try
        {
            using (request)
            {
                using var response = await _http.SendAsync(request, cancellationToken);
                return isGood((int)response.StatusCode);
            }
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
