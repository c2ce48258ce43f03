using Pyner.Xml.Devices;
using Pyner.Xml.Gpu.Devices;

namespace Pyner.Xml.Gpu.Tests.Devices;

/// <summary>What is found on this machine, whatever it has.</summary>
public sealed class DeviceCatalogTests
{
    [Fact]
    public void The_processor_is_listed_first_and_the_simulations_last()
    {
        DeviceCatalog catalog = DeviceCatalog.Look(simulated: true);
        Assert.Equal(DeviceName.Cpu, catalog.Devices[0].Name);
        Assert.Contains("scalar", catalog.Devices[0].Detail, StringComparison.Ordinal);
        Assert.Equal([SimulatedDevice.Small, SimulatedDevice.Wide], catalog.Devices.TakeLast(2).Select(device => device.Name));
        Assert.All(catalog.Devices, device => Assert.True(device.Multiprocessors > 0));
    }

    [Fact]
    public void A_kind_without_devices_is_said_to_have_none_and_why()
    {
        DeviceCatalog catalog = DeviceCatalog.Look(simulated: false);
        foreach ((DeviceKind kind, string prefix) in new[] { (DeviceKind.Cuda, "cuda: "), (DeviceKind.OpenCL, "opencl: ") })
        {
            bool isThere = catalog.Devices.Any(device => device.Name.Kind == kind);
            Assert.Equal(!isThere, catalog.Absences.Any(absence => absence.StartsWith(prefix, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Auto_never_chooses_a_simulation() =>
        Assert.DoesNotContain(DeviceCatalog.Look(simulated: true).UsableGpus, device => device.Name.Kind is DeviceKind.CpuAccelerator or DeviceKind.Cpu);

    [Theory]
    [InlineData(DeviceKind.Cuda)]
    [InlineData(DeviceKind.OpenCL)]
    [InlineData(DeviceKind.CpuAccelerator)]
    public void A_device_that_is_not_there_is_an_error_that_names_those_that_are(DeviceKind kind)
    {
        var name = new DeviceName(kind, 1000);
        var e = Assert.Throws<DeviceException>(() => DeviceIndexer.Open(name));
        Assert.Contains($"there is no device {name}", e.Message, StringComparison.Ordinal);
        Assert.Contains("this machine has cpu", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_processor_is_not_opened() => Assert.Throws<DeviceException>(() => DeviceIndexer.Open(DeviceName.Cpu));
}
