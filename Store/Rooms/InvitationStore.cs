using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Logs;
using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using StackExchange.Redis;

namespace AspireChat.Store.Rooms;

/// <summary>A new invitation.</summary>
/// <param name="Room">The room.</param>
/// <param name="RoomCreatedAt">When the room was created, in Unix milliseconds.</param>
/// <param name="By">Who creates it.</param>
/// <param name="IsByAdmin">Whether that is an administrator of the cluster, whose role is not the room's.</param>
/// <param name="Uses">How many users can use it; null = any number.</param>
/// <param name="Lifetime">How long it is valid.</param>
public sealed record NewInvitation(string Room, long RoomCreatedAt, EventAuthor By, bool IsByAdmin, int? Uses, TimeSpan Lifetime);

/// <summary>
/// Invitations: tokens that make their bearers members of a room. A token is valid as long as its creator could create it: not after the
/// creator has left or lost the role that it takes.
/// </summary>
public sealed class InvitationStore(IConnectionMultiplexer redis, RoomRulesStore rules, RoomMembers members, TimeProvider time)
{
    /// <summary>Maximum number of valid invitations of a room.</summary>
    public const int MaxPerRoom = 100;

    private const string Unlimited = "-";
    private static readonly string CreateScript = RedisScript.Load("invitation-create");
    private static readonly string UseScript = RedisScript.Load("invitation-use");

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Creates an invitation.</summary>
    /// <returns>Null if the room has <see cref="MaxPerRoom"/>.</returns>
    public async Task<Invitation?> CreateAsync(NewInvitation invitation)
    {
        if ((await ListAsync(invitation.Room)).Count >= MaxPerRoom)
        {
            return null;
        }

        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        var now = time.GetUtcNow();
        var listed = new InvitationInfo
        {
            Token = token,
            User = invitation.By.User,
            Name = invitation.By.Name,
            CreatedAt = now.ToUnixTimeMilliseconds(),
            ExpiresAt = (now + invitation.Lifetime).ToUnixTimeMilliseconds(),
        };

        // Listed first: an invitation that nobody can see could not be revoked.
        await Database.HashSetAsync(
            RedisKeys.Invitations(invitation.Room), token, JsonSerializer.Serialize(listed, ContractsJson.Default.InvitationInfo));
        await Database.ScriptEvaluateAsync(
            CreateScript,
            [RedisKeys.Invitation(token)],
            [
                invitation.Room, invitation.RoomCreatedAt, invitation.Uses is { } number ? number : Unlimited,
                (long)invitation.Lifetime.TotalMilliseconds, invitation.By.User, invitation.IsByAdmin,
            ]);
        return new Invitation { Room = invitation.Room, Token = token, ExpiresAt = listed.ExpiresAt };
    }

    /// <summary>Returns the room of a token and its settings; null if the token is not valid or the room was deleted.</summary>
    public async Task<(string Room, RoomSettings Settings)?> FindAsync(string token)
    {
        var found = await Database.HashGetAsync(RedisKeys.Invitation(token), ["room", "createdAt", "by", "byAdmin"]);
        return (string?)found[0] is { } room
            && await rules.ReadSettingsAsync(room) is var state
            && state.CreatedAt == (long?)found[1]
            && await rules.ExistsAsync(room)
            && (found[3] == 1 || await CanInviteAsync(room, state.Settings, found[2]))
            ? (room, state.Settings)
            : null;
    }

    /// <summary>Takes one use of a token.</summary>
    /// <returns>False if none is left.</returns>
    public async Task<bool> TryUseAsync(string token) =>
        (int)await Database.RunEvenIfFullAsync(UseScript, [RedisKeys.Invitation(token)], []) == 1;

    /// <summary>Returns a room's invitations that can still be used, the newest first.</summary>
    public async Task<IReadOnlyList<InvitationInfo>> ListAsync(string room)
    {
        var listed = await Database.HashGetAllAsync(RedisKeys.Invitations(room));
        var uses = await Task.WhenAll(listed.Select(entry => Database.HashGetAsync(RedisKeys.Invitation(entry.Name!), "uses")));
        List<InvitationInfo> valid = [];
        List<RedisValue> over = [];
        foreach (var (entry, left) in listed.Zip(uses))
        {
            var invitation = Parse(entry.Value);
            if (invitation is not null && UsesLeft(left) is not 0 and var number)
            {
                valid.Add(invitation with { UsesLeft = number });
            }
            else if (invitation is null || IsOver(invitation))
            {
                over.Add(entry.Name);
            }
        }

        if (over.Count > 0)
        {
            await Database.HashDeleteAsync(RedisKeys.Invitations(room), [.. over]);
        }

        return [.. valid.OrderByDescending(invitation => invitation.CreatedAt)];
    }

    /// <summary>Revokes an invitation.</summary>
    public async Task RevokeAsync(string room, string token)
    {
        await Database.KeyDeleteAsync(RedisKeys.Invitation(token));
        await Database.HashDeleteAsync(RedisKeys.Invitations(room), token);
    }

    /// <summary>Revokes all invitations that a user has created for a room.</summary>
    public async Task RevokeAllOfAsync(string room, string user)
    {
        foreach (var invitation in (await ListAsync(room)).Where(invitation => invitation.User == user))
        {
            await RevokeAsync(room, invitation.Token);
        }
    }

    private static InvitationInfo? Parse(RedisValue json)
    {
        try
        {
            return JsonSerializer.Deserialize((string)json!, ContractsJson.Default.InvitationInfo);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Null: any number.</summary>
    private static int? UsesLeft(RedisValue uses) =>
        uses == Unlimited ? null : int.TryParse((string?)uses, NumberStyles.None, CultureInfo.InvariantCulture, out var left) ? left : 0;

    // One that was just created may be listed before it is valid.
    private bool IsOver(InvitationInfo invitation) =>
        invitation.CreatedAt < time.GetUtcNow().AddMinutes(-1).ToUnixTimeMilliseconds();

    private async Task<bool> CanInviteAsync(string room, RoomSettings settings, RedisValue creator) =>
        creator.IsNull // An earlier version created it.
        || (settings.Private
            ? await rules.RoleAsync(room, creator!) != RoomRole.Member
            : await members.ContainsAsync(room, creator!));
}
