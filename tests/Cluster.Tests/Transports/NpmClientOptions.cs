using Microsoft.AspNetCore.Http.Connections;

namespace AspireChat.Cluster.Tests.Transports;

/// <summary>What js/client.js shall do: connect, join, send, and wait until it has seen so many messages.</summary>
public sealed record NpmClientOptions(
    Uri Hub, string Token, HttpTransportType Transport, string Protocol, string Room, int Send, int Expect);
