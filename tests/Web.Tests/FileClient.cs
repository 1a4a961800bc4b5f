using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using AspireChat.Contracts;

namespace AspireChat.Web.Tests;

/// <summary>What came of an upload.</summary>
public sealed record UploadAnswer(HttpStatusCode Status, string Text)
{
    /// <summary>The attachment, where there must be one.</summary>
    public Attachment Saved => Status == HttpStatusCode.Created
        ? JsonSerializer.Deserialize<Attachment>(Text, JsonSerializerOptions.Web)!
        : throw new InvalidOperationException($"{(int)Status}: {Text}");
}

/// <summary>Uploads files.</summary>
public static class FileClient
{
    public static Task<UploadAnswer> UploadAsync(
        this HttpClient http, string name, byte[] content, string user = "ada", string? from = null) =>
        http.UploadAsync(name, new ByteArrayContent(content), user, from);

    public static async Task<UploadAnswer> UploadAsync(
        this HttpClient http, string name, HttpContent content, string user = "ada", string? from = null)
    {
        var path = new Uri($"/api/files?name={Uri.EscapeDataString(name)}", UriKind.Relative);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.For(user, WebProcess.SigningKey));
        if (from is not null)
        {
            request.Headers.Add("X-Forwarded-For", from);
        }

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new UploadAnswer(answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
