using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text;
using AspireChat.Client;
using AspireChat.Client.Connecting;
using AspireChat.Unit.Tests.Fakes;
using static AspireChat.Unit.Tests.Fakes.FakeUser;

namespace AspireChat.Unit.Tests.Client;

/// <summary>A connection outlives its tokens.</summary>
public class TokenRenewalTests
{
    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_moves_to_each_new_token_and_misses_nothing()
    {
        await using var chat = await FakeChat.StartedAsync();
        ConcurrentQueue<string> given = [];
        await using var user = await JoinedAsync(chat, change: options => options with
        {
            AccessToken = _ =>
            {
                var token = Token(TimeSpan.FromSeconds(4));
                given.Enqueue(token);
                return Task.FromResult<string?>(token);
            },
        });
        user.Statuses.Clear();
        var first = user.Connection.Session!.User;
        HashSet<string> used = [first];
        List<string> said = [];
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (used.Count < 4)
        {
            Assert.False(late.IsCancellationRequested, $"{used.Count} of {given.Count} tokens were used");
            said.Add($"message {said.Count}");
            await chat.SayAsync(Room, said[^1]);
            var own = user.Connection.Send(Room, $"own {said.Count}");
            said.Add(own.Text);
            await own.Completion.WaitAsync(TimeSpan.FromSeconds(30), Ended);
            used.Add(user.Connection.Session!.User);
            await Task.Delay(20, Ended);
        }

        await user.UntilScreenShows(said);
        Assert.All(user.Statuses, status => Assert.Equal(ConnectionStatus.Online, status));
        Assert.Single(user.Updates, update => update.Reset);
        Assert.Subset(given.ToHashSet(), used);
    }

    [Fact]
    public async Task Without_a_newer_token_the_connection_stays()
    {
        await using var chat = await FakeChat.StartedAsync();
        var token = Token(TimeSpan.FromSeconds(3));
        var asked = 0;
        var away = true;
        await using var user = await JoinedAsync(chat, change: options => options with
        {
            AccessToken = _ => Interlocked.Increment(ref asked) > 2 && Volatile.Read(ref away)
                ? Task.FromException<string?>(new HttpRequestException("nobody there"))
                : Task.FromResult<string?>(token),
        });
        var before = chat.Connections.Keys.Single();
        user.Statuses.Clear();
        await Until(() => Volatile.Read(ref asked) >= 4, () => $"asked {asked} times");
        Assert.Equal(before, chat.Connections.Keys.Single());
        Assert.All(user.Statuses, status => Assert.Equal(ConnectionStatus.Online, status));
        token = Token(TimeSpan.FromHours(1));
        Volatile.Write(ref away, false);
        await Until(() => chat.Connections.Keys.All(key => key != before), () => "still the old connection");
        Assert.All(user.Statuses, status => Assert.Equal(ConnectionStatus.Online, status));
    }

    [Fact]
    public async Task The_next_token_is_requested_between_half_and_four_fifths_of_the_lifetime_spread_over_clients()
    {
        var lifetime = TimeSpan.FromHours(1);
        var time = new RecordingTime();
        var used = new TokenTimes(time.GetUtcNow() + lifetime, lifetime);
        var next = $"e30.{Encode($$"""{"exp":{{(used.Ends + lifetime).ToUnixTimeSeconds()}}}""")}.sig";
        var options = new ChatConnectionOptions
        {
            Hub = new Uri("http://localhost/"),
            AccessToken = _ => Task.FromResult<string?>(next),
            Time = time,
        };
        var clock = new ServerClock(time);
        var renewals = Enumerable.Range(0, 200).Select(_ => TokenRenewal.DueAsync(used, clock, options, Ended)).ToList();
        var shares = time.Delays.Select(delay => delay / lifetime).ToList();
        Assert.Equal(renewals.Count, shares.Count);
        Assert.All(shares, share => Assert.InRange(share, 0.5, 0.8));
        Assert.True(shares.Min() < 0.55 && shares.Max() > 0.75, $"{shares.Min()} to {shares.Max()}");

        // Every connection has its next token before the server would close it.
        Assert.All(renewals, renewal => Assert.False(renewal.IsCompleted));
        time.Advance(lifetime * 0.8);
        Assert.True(time.GetUtcNow() < used.Ends);
        await Task.WhenAll(renewals).WaitAsync(TimeSpan.FromSeconds(30), Ended);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ada")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.sig")]
    [InlineData("e30.eyJleHAiOiJzb29uIn0.sig")]
    [InlineData("e30.eyJleHAiOjk5OTk5OTk5OTk5OTk5OTl9.sig")]
    [InlineData("e30.WzFd.sig")]
    public void An_invalid_token_or_one_without_an_expiry_is_never_renewed(string? token) => Assert.Null(TokenTimes.Of(token));

    [Fact]
    public void A_slow_clock_does_not_extend_the_lifetime_of_a_token()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_000_000);
        var times = TokenTimes.Of($"e30.{Encode($$"""{"iat":{{1_010_000}},"exp":{{1_013_600}}}""")}.sig");
        Assert.Equal(TimeSpan.FromHours(1), times!.Left(now));
        Assert.Equal(TimeSpan.FromSeconds(600), times.Left(now.AddSeconds(13_000)));
    }

    [Fact]
    public async Task The_connection_moves_to_the_next_token_even_if_the_device_clock_is_hours_behind()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat, change: options => options with
        {
            Time = new WrongClock(TimeSpan.FromHours(-2)),
            AccessToken = _ =>
            {
                var expires = DateTimeOffset.UtcNow.AddSeconds(4).ToUnixTimeSeconds();
                return Task.FromResult<string?>($"e30.{Encode($$"""{"jti":"{{Guid.NewGuid()}}","exp":{{expires}}}""")}.sig");
            },
        });
        var first = user.Connection.Session!.User;
        await Until(() => user.Connection.Session!.User != first, () => "still the first token");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public void The_server_time_applies_whatever_the_device_clock_shows(int hours)
    {
        var clock = new ServerClock(new WrongClock(TimeSpan.FromHours(hours)));
        using var answer = new HttpResponseMessage();
        answer.Headers.Date = DateTimeOffset.UtcNow;
        clock.Read(answer);
        Assert.InRange(clock.Now - answer.Headers.Date.Value, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    private sealed class WrongClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }

    private static string Token(TimeSpan lifetime)
    {
        var now = DateTimeOffset.UtcNow;
        var (issued, expires) = (now.ToUnixTimeSeconds(), (now + lifetime).ToUnixTimeSeconds());
        return $"e30.{Encode($$"""{"sub":"ada","jti":"{{Guid.NewGuid()}}","iat":{{issued}},"exp":{{expires}}}""")}.sig";
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
