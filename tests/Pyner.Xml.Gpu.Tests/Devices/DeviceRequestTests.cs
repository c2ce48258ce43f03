using Pyner.Xml.Devices;

namespace Pyner.Xml.Gpu.Tests.Devices;

/// <summary>What <c>--device</c> takes.</summary>
public sealed class DeviceRequestTests
{
    [Theory]
    [InlineData("cpu", "cpu", true)]
    [InlineData("cuda:0", "cuda:0", false)]
    [InlineData("cuda:0, cuda:1,opencl:12", "cuda:0,cuda:1,opencl:12", false)]
    [InlineData("cpu,cuda:3", "cpu,cuda:3", false)]
    [InlineData("cpu-accelerator:0", "cpu-accelerator:0", false)]
    public void A_list_of_devices(string text, string canonical, bool isCpuOnly)
    {
        var request = DeviceRequest.Parse(text);
        Assert.Equal(canonical, request.ToString());
        Assert.Equal(isCpuOnly, request.IsCpuOnly);
        Assert.False(request.IsAuto);
    }

    [Fact]
    public void Auto_leaves_the_choice()
    {
        var request = DeviceRequest.Parse("auto");
        Assert.True(request.IsAuto);
        Assert.False(request.IsCpuOnly);
        Assert.Empty(request.Devices);
        Assert.Equal("auto", request.ToString());
    }

    [Theory]
    [InlineData("", "'' is no device")]
    [InlineData("gpu", "'gpu' is no device")]
    [InlineData("cuda", "'cuda' is no device")]
    [InlineData("cuda:", "'cuda:' is no device")]
    [InlineData("cuda:-1", "'cuda:-1' is no device")]
    [InlineData("cuda:+1", "'cuda:+1' is no device")]
    [InlineData("cuda:1x", "'cuda:1x' is no device")]
    [InlineData("CUDA:0", "'CUDA:0' is no device")]
    [InlineData("cuda:0,", "'' is no device")]
    [InlineData("cuda:0,auto", "stands alone")]
    [InlineData("cuda:0,cuda:0", "cuda:0 is named twice")]
    [InlineData("cuda:99999999999", "is no device")]
    public void Anything_else_is_refused_with_what_to_give(string text, string mention)
    {
        var e = Assert.Throws<DeviceException>(() => DeviceRequest.Parse(text));
        Assert.Contains(mention, e.Message, StringComparison.Ordinal);
    }
}
