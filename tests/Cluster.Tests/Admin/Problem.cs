using System.Net;
using System.Text.Json.Nodes;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary>The shape of every refusal of the admin API.</summary>
internal static class Problem
{
    /// <summary>Fails unless it is problem details with this status and code. Returns the explanation.</summary>
    public static async Task<string> AssertAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{(int)answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal(code, (string?)problem["code"]);
        Assert.Equal((int)status, (int)problem["status"]!);
        answer.Dispose();
        return (string?)problem["detail"] ?? "";
    }
}
