using AspireChat.ChatNode.Delivery;

namespace AspireChat.ChatNode.Tests.Statistics;

/// <summary>Quantiles of the lag.</summary>
public sealed class LagHistogramTests
{
    [Fact]
    public void Quantiles_are_accurate_to_about_six_percent()
    {
        var histogram = new LagHistogram();
        var nothing = histogram.Read();
        for (var lag = 1; lag <= 10_000; lag++)
        {
            histogram.Record(lag);
        }

        foreach (var quantile in new[] { 0.01, 0.1, 0.5, 0.9, 0.99, 1 })
        {
            Assert.InRange(
                LagHistogram.Quantile(histogram.Read(), nothing, quantile)!.Value,
                quantile * 10_000 * 0.93,
                quantile * 10_000 * 1.07);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    public void Short_lags_are_exact(int lag)
    {
        var histogram = new LagHistogram();
        var nothing = histogram.Read();
        histogram.Record(lag);
        Assert.Equal(lag, LagHistogram.Quantile(histogram.Read(), nothing, 0.5));
    }

    [Fact]
    public void Only_values_between_the_two_readings_count()
    {
        var histogram = new LagHistogram();
        histogram.Record(5_000);
        var before = histogram.Read();
        Assert.Null(LagHistogram.Quantile(before, before, 0.5));
        histogram.Record(3);
        Assert.Equal(3, LagHistogram.Quantile(histogram.Read(), before, 0.99));
        histogram.Record(long.MaxValue);
        Assert.True(LagHistogram.Quantile(histogram.Read(), before, 0.99) > 1_900_000);
    }
}
