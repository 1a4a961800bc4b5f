using Microsoft.AspNetCore.Http;

namespace AspireChat.AdminNode.Api;

/// <summary>A refusal of the admin API; becomes problem details (RFC 9457) with <paramref name="code"/> as an extension.</summary>
internal sealed class ApiException(int status, string code, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public static ApiException NotFound(string what, string id) => new(StatusCodes.Status404NotFound, "not_found", $"There is no {what} '{id}'.");

    public static ApiException BadRequest(string detail) => new(StatusCodes.Status400BadRequest, "bad_request", detail);

    public static ApiException Conflict(string detail) => new(StatusCodes.Status409Conflict, "conflict", detail);
}
