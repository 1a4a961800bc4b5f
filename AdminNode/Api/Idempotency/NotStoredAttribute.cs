namespace AspireChat.AdminNode.Api.Idempotency;

/// <summary>The call's answer is a secret and harmless to repeat, so it is not kept for a request with the same idempotency key.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NotStoredAttribute : Attribute;
