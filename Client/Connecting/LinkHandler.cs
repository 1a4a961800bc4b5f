namespace AspireChat.Client.Connecting;

/// <summary>Sees the HTTP requests of one connection: notes what its answers tell, and ends a poll that is not answered in time.</summary>
/// <param name="inner">Sends them.</param>
/// <param name="clock">Takes the server's time.</param>
/// <param name="negotiated">Called when negotiation has succeeded.</param>
/// <param name="heard">Called when a poll was answered.</param>
/// <param name="pollTimeout">How long a poll may take.</param>
/// <param name="time">Measures it.</param>
internal sealed class LinkHandler(
    HttpMessageHandler inner, ServerClock clock, Action negotiated, Action heard, TimeSpan pollTimeout, TimeProvider time)
    : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = IsPoll(request) ? await PollAsync(request, cancellationToken) : await base.SendAsync(request, cancellationToken);
        clock.Read(answer);
        if (answer.IsSuccessStatusCode && request.RequestUri?.AbsolutePath.EndsWith("/negotiate", StringComparison.Ordinal) is true)
        {
            negotiated();
        }

        return answer;
    }

    private static bool IsPoll(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get && !request.Headers.Accept.Any(type => type.MediaType == "text/event-stream");

    /// <summary>
    /// SignalR's own limit is 100 seconds, after which it polls again on the same connection: whatever the lost answer contained would be
    /// missing. Here the connection ends, and the next one resumes.
    /// </summary>
    private async Task<HttpResponseMessage> PollAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(pollTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var answer = await base.SendAsync(request, either.Token);
            await answer.Content.LoadIntoBufferAsync(either.Token);
            heard();
            return answer;
        }
        catch (Exception error) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The server did not answer a poll within {pollTimeout.TotalSeconds:0.#} s.", error);
        }
    }
}
