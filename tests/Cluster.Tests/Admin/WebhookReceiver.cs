using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary>An outside system that receives webhook deliveries.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Call> _calls = new();
    private Func<Call, int> _answer = _ => StatusCodes.Status204NoContent;

    private Uri? _redirect;

    private WebhookReceiver(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <summary>Every attempt, in order.</summary>
    public IReadOnlyList<Call> Calls => [.. _calls];

    /// <summary>The ids of accepted deliveries, in order, each once.</summary>
    public IReadOnlyList<string> Heard => [.. _calls.Where(call => call.Status < 300).Select(call => call.Id).Distinct()];

    /// <summary>Answers every attempt with 307 and this address from now on.</summary>
    public void RedirectTo(Uri address) => (_redirect, _answer) = (address, _ => StatusCodes.Status307TemporaryRedirect);

    /// <summary>Sets the responses from now on.</summary>
    public void Answer(Func<Call, int> answer) => _answer = answer;

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(builder.Build());
        receiver._app.MapPost("/{**path}", receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var call = new Call(
            request.Headers["webhook-id"]!, request.Headers["webhook-timestamp"]!, request.Headers["webhook-signature"]!,
                await reader.ReadToEndAsync(), 0);
        var status = _answer(call);
        _calls.Enqueue(call with { Status = status });
        request.HttpContext.Response.Headers.Location = _redirect?.ToString();
        return Results.StatusCode(status);
    }

    internal sealed record Call(string Id, string Timestamp, string Signature, string Body, int Status)
    {
        public JsonNode Json => JsonNode.Parse(Body)!;

        /// <summary>As https://www.standardwebhooks.com describes, without the cluster's code.</summary>
        public bool IsSignedWith(string secret)
        {
            var key = Convert.FromBase64String(secret["whsec_".Length..]);
            var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{Id}.{Timestamp}.{Body}")));
            var age = DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeSeconds(long.Parse(Timestamp, CultureInfo.InvariantCulture));
            return Signature.Split(' ').Contains($"v1,{signature}") && age.Duration() < TimeSpan.FromMinutes(5);
        }
    }
}
