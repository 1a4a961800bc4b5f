using System.Net;
using AspireChat.AdminNode.Commands;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Moderation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AspireChat.AdminNode.Api.Endpoints;

/// <summary>
/// <c>/network-bans</c>: for users who come back under another name. A network contains others too, so every ban ends by itself.
/// </summary>
internal static class NetworkBanEndpoints
{
    public static void MapNetworkBans(this RouteGroupBuilder api)
    {
        var bans = api.MapGroup("/network-bans").WithTags("Users");
        bans.MapGet("", ListAsync).WithName("listNetworkBans").WithSummary("Lists the banned networks");
        bans.MapPut("/{**network}", BanAsync).WithName("banNetwork")
            .WithSummary("Bans everyone in a network except administrators: connections are closed, new ones and sign-ins refused");
        bans.MapDelete("/{**network}", UnbanAsync).WithName("unbanNetwork").WithSummary("Lifts the ban of a network");
    }

    private static async Task<Ok<Page<NetworkBan>>> ListAsync([AsParameters] Paging paging, SanctionStore sanctions)
    {
        var all = (await sanctions.NetworkBansAsync())
            .Select(entry => new NetworkBan { Network = entry.Network.ToString(), Ban = entry.Ban })
            .OrderBy(ban => ban.Network, StringComparer.Ordinal);
        return TypedResults.Ok(paging.Cut(all, ban => ban.Network));
    }

    private static async Task<Ok<CommandOutcome>> BanAsync(
        string network, SanctionRequest request, AdminCaller caller, SanctionStore sanctions, PolicyAnnouncer announcer, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (request is not { Room: null, Minutes: { } minutes })
        {
            throw ApiException.BadRequest("'minutes' is missing, or there is a 'room': a ban of a network ends, and applies everywhere.");
        }

        Check.Number(minutes, "minutes", 1, NetworkBan.MaxMinutes);
        await sanctions.BanAsync(Parse(network), Check.Sanction(request, caller.User, time));
        return await AnnounceAsync(announcer, caller, cancellationToken);
    }

    private static async Task<Ok<CommandOutcome>> UnbanAsync(
        string network, AdminCaller caller, SanctionStore sanctions, PolicyAnnouncer announcer, CancellationToken cancellationToken)
    {
        await sanctions.UnbanAsync(Parse(network));
        return await AnnounceAsync(announcer, caller, cancellationToken);
    }

    private static async Task<Ok<CommandOutcome>> AnnounceAsync(
        PolicyAnnouncer announcer, AdminCaller caller, CancellationToken cancellationToken) =>
        TypedResults.Ok(await announcer.AnnounceAsync(new PolicyChange(PolicyChange.NetworksChanged), caller.User, cancellationToken));

    // Clients may write the slash as %2F, which ASP.NET Core leaves as it is.
    private static IPNetwork Parse(string network) =>
        Networks.TryParse(Uri.UnescapeDataString(network), out var parsed) ? parsed : throw ApiException.BadRequest(Networks.Rule);
}
