using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AspireChat.Testing;

/// <summary>A caller of the admin API. Paths are relative to <c>/api/admin/v1/</c>.</summary>
public sealed class AdminClient : IDisposable
{
    // More than any test's list has.
    private const int MaxPages = 100;

    private readonly HttpClient _http;

    private AdminClient(Uri site) => _http = new HttpClient { BaseAddress = new Uri(site, "/api/admin/v1/"), Timeout = Eventually.Bound };

    /// <summary>With the admin key, through the ingress.</summary>
    public static AdminClient WithKey(ClusterInfo cluster) => WithKey(cluster.Ingress, cluster.AdminKey);

    /// <summary>With a key of the test's choice.</summary>
    public static AdminClient WithKey(Uri site, string key)
    {
        var client = new AdminClient(site);
        client._http.DefaultRequestHeaders.Add("X-Api-Key", key);
        return client;
    }

    /// <summary>With a bearer token.</summary>
    public static AdminClient WithToken(Uri site, string token)
    {
        var client = new AdminClient(site);
        client._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>With neither.</summary>
    public static AdminClient Anonymous(Uri site) => new(site);

    /// <summary>Sends any request and returns the answer, whatever it is.</summary>
    /// <param name="method">GET, POST …</param>
    /// <param name="path">Relative, such as <c>nodes</c>.</param>
    /// <param name="body">Sent as JSON, unless it is <see cref="HttpContent"/>.</param>
    /// <param name="headers">More headers.</param>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body switch { null => null, HttpContent content => content, _ => JsonContent.Create(body) },
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _http.SendAsync(request);
    }

    /// <summary>GET; the answer's JSON.</summary>
    /// <exception cref="HttpRequestException">It failed; the message contains the answer.</exception>
    public Task<JsonNode?> GetAsync(string path) => CallAsync(HttpMethod.Get, path);

    /// <summary>GET of a list, page after page.</summary>
    /// <param name="path">With a query, such as <c>users?limit=3</c>.</param>
    /// <exception cref="InvalidOperationException">There is no last page.</exception>
    public async Task<IReadOnlyList<JsonNode>> GetPagesAsync(string path)
    {
        List<JsonNode> pages = [];
        string? cursor = null;
        do
        {
            pages.Add((await GetAsync(cursor is null ? path : $"{path}&cursor={Uri.EscapeDataString(cursor)}"))!);
            cursor = (string?)pages[^1]["next"];
        }
        while (cursor is not null && pages.Count < MaxPages);
        return cursor is null ? pages : throw new InvalidOperationException($"{path} has more than {MaxPages} pages.");
    }

    /// <summary>Any call that must succeed. Returns the answer's JSON, or null without a body.</summary>
    /// <exception cref="HttpRequestException">It failed; the message contains the answer.</exception>
    public async Task<JsonNode?> CallAsync(HttpMethod method, string path, object? body = null)
    {
        using var answer = await SendAsync(method, path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? text.Length == 0 ? null : JsonNode.Parse(text)
            : throw new HttpRequestException($"{method} {path}: {(int)answer.StatusCode} {text}", null, answer.StatusCode);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
