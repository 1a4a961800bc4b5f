using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using AspireChat.AdminNode.Monitor;
using AspireChat.Store.Webhooks;
using Microsoft.Extensions.Options;

namespace AspireChat.AdminNode.Webhooks;

/// <summary>Why an attempt failed.</summary>
/// <param name="Type">A stable word for metrics.</param>
/// <param name="Text">The explanation for people.</param>
/// <param name="Gone">The receiver does not want any more notifications (410).</param>
internal sealed record WebhookFailure(string Type, string Text, bool Gone = false);

/// <summary>Makes one attempt to deliver, signed as Standard Webhooks describes (https://www.standardwebhooks.com).</summary>
internal sealed class WebhookSender(IOptions<WebhookOptions> options, TimeProvider time, AdminMetrics metrics) : IDisposable
{
    private const string SecretPrefix = "whsec_";
    private const int SecretBytes = 32;

    // No redirects: they would bypass the list of allowed hosts. Not from the client factory, whose clients retry on their own.
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { UserAgent = { new ProductInfoHeaderValue("aspirechat", "1.0") } },
    };

    public static string NewSecret() => SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Posts a delivery.</summary>
    /// <returns>Null if the receiver accepted it (any 2xx); otherwise the reason.</returns>
    public async Task<WebhookFailure?> TryAsync(StoredWebhook webhook, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.Timeout);
        WebhookFailure? failure;
        try
        {
            var address = new Uri(webhook.Url);
            failure = options.Value.Allows(address)
                ? await PostAsync(address, webhook.Secret, delivery, limit.Token)
                : new WebhookFailure("not_allowed", $"{address.Host} is not among Chat:Webhooks:AllowedHosts.");
        }
        catch (HttpRequestException failed)
        {
            failure = new WebhookFailure("connection", failed.InnerException?.Message ?? failed.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            failure = new WebhookFailure("timeout", $"No response within {options.Value.Timeout.TotalSeconds:0.#} s.");
        }

        metrics.Attempt(failure?.Type);
        return failure;
    }

    public void Dispose() => _http.Dispose();

    private async Task<WebhookFailure?> PostAsync(Uri address, string secret, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(delivery.Body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("webhook-id", delivery.Id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", Sign(secret, $"{delivery.Id}.{timestamp}.{delivery.Body}"));

        // The response's body is not read: the user who registers a webhook must not learn what an internal address responds.
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return response.IsSuccessStatusCode ? null : new WebhookFailure(
            ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture),
            $"The receiver responded with {(int)response.StatusCode} {response.StatusCode}.",
            Gone: response.StatusCode == HttpStatusCode.Gone);
    }

    private static string Sign(string secret, string content)
    {
        var key = Convert.FromBase64String(secret[SecretPrefix.Length..]);
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(content)))}";
    }
}
