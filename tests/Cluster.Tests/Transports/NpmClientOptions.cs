using Microsoft.AspNetCore.Http.Connections;

namespace AspireChat.Cluster.Tests.Transports;

/// <summary>What js/client.js does: connect, join, send, and wait until it has seen the expected number of messages.</summary>
public sealed record NpmClientOptions(
    Uri Hub, string Token, HttpTransportType Transport, string Protocol, string Room, int Send, int Expect);
