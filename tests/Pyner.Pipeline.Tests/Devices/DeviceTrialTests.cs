using Pyner.Pipeline.Devices;
using Xunit;

namespace Pyner.Pipeline.Tests.Devices;

/// <summary>What <c>auto</c> makes of its measurements.</summary>
public sealed class DeviceTrialTests
{
    private readonly List<string> _said = [];

    [Theory]
    [InlineData(2.0, 1.0, true)]
    [InlineData(1.0, 2.0, false)]
    [InlineData(1.0, 1.0, false)]
    public void The_faster_side_is_kept_and_both_speeds_are_said(double deviceSpeed, double hostSpeed, bool keepsDevice)
    {
        var trial = new DeviceTrial("cuda:0", _said.Add);
        while (!trial.IsDecided)
        {
            bool usesDevice = trial.UsesDevice();
            trial.Add(usesDevice, 8 << 20, TimeSpan.FromSeconds(0.01 / (usesDevice ? deviceSpeed : hostSpeed)));
        }
        Assert.Equal(!keepsDevice, trial.DropsDevice);
        Assert.Equal(keepsDevice, trial.UsesDevice());
        string said = Assert.Single(_said);
        Assert.Contains(keepsDevice ? "going on with cuda:0" : "going on with the processor", said, StringComparison.Ordinal);
        Assert.Contains("839 MB/s", said, StringComparison.Ordinal);
        trial.Add(true, 1, TimeSpan.FromSeconds(1));
        Assert.Single(_said);
    }

    [Fact]
    public void Both_sides_are_tried_in_turn()
    {
        var trial = new DeviceTrial("cuda:0", _said.Add);
        Assert.Equal([true, false, true, false], Enumerable.Range(0, 4).Select(_ => trial.UsesDevice()));
    }

    [Fact]
    public void Few_bytes_take_more_batches()
    {
        var trial = new DeviceTrial("cuda:0", _said.Add);
        int batches = 0;
        for (; !trial.IsDecided; batches++)
            trial.Add(batches % 2 == 0, 1_000, TimeSpan.FromMilliseconds(1));
        Assert.Equal(2 * DeviceTrial.MostBatches, batches);
    }
}
