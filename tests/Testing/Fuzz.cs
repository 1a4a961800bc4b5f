using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AspireChat.Testing;

/// <summary>
/// Feeds generated inputs to a check. Each input comes from a seed of its own, so a failure can be repeated alone:
/// <c>ASPIRECHAT_FUZZ_SEED</c>. By default the seeds are the same in every run; <c>ASPIRECHAT_FUZZ_MINUTES</c> (./test.sh --fuzz MINUTES)
/// goes on with other ones for that long.
/// </summary>
public static class Fuzz
{
    private const int MaxShown = 2_000;

    /// <summary>Runs a check on many inputs.</summary>
    /// <param name="cases">How many, unless the environment asks for more.</param>
    /// <param name="make">Makes an input.</param>
    /// <param name="check">Throws if the input is handled wrongly.</param>
    /// <exception cref="FuzzException">The check threw.</exception>
    public static Task RunAsync(int cases, Func<Random, byte[]> make, Func<byte[], Task> check) => RunAsync(cases, make, check, Show);

    /// <summary>As the other, for texts. They may contain unpaired surrogates.</summary>
    public static Task RunAsync(int cases, Func<Random, string> make, Func<string, Task> check) => RunAsync(cases, make, check, Show);

    private static async Task RunAsync<T>(int cases, Func<Random, T> make, Func<T, Task> check, Func<T, string> show)
    {
        foreach (var seed in Seeds(cases))
        {
            var input = make(new Random(seed));
            try
            {
                await check(input);
            }
            catch (Exception failure)
            {
                throw new FuzzException(seed, show(input), failure);
            }
        }
    }

    private static IEnumerable<int> Seeds(int cases)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("ASPIRECHAT_FUZZ_SEED"), CultureInfo.InvariantCulture, out var only))
        {
            return [only];
        }

        return double.TryParse(Environment.GetEnvironmentVariable("ASPIRECHAT_FUZZ_MINUTES"), CultureInfo.InvariantCulture, out var minutes)
            ? SeedsFor(TimeSpan.FromMinutes(minutes))
            : Enumerable.Range(1, cases);
    }

    private static IEnumerable<int> SeedsFor(TimeSpan duration)
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < duration;)
        {
            yield return Random.Shared.Next();
        }
    }

    private static string Show(byte[] input) => $"(Base64) {Convert.ToBase64String(input.AsSpan(0, Math.Min(input.Length, MaxShown)))}"
        + (input.Length > MaxShown ? $"… ({input.Length} bytes)" : "");

    private static string Show(string input)
    {
        var text = new StringBuilder("\"");
        foreach (var character in input.Take(MaxShown))
        {
            text.Append(character is >= ' ' and < (char)0x7f and not '"' and not '\\'
                ? character.ToString()
                : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"));
        }

        return text.Append(input.Length > MaxShown ? $"… ({input.Length} characters)" : "\"").ToString();
    }
}

/// <summary>An input was handled wrongly. The message says how to repeat it.</summary>
public sealed class FuzzException(int seed, string input, Exception cause)
    : Exception($"Seed {seed} fails (ASPIRECHAT_FUZZ_SEED={seed} runs it alone) with the input {input}: {cause.Message}", cause);
