using System.Text.Json;
using Pyner.TestData;
using Pyner.Xml.Devices;
using Xunit;

namespace Pyner.Cli.Tests;

/// <summary><c>--device</c> and <c>pyner devices</c>.</summary>
public sealed class DeviceTests : IDisposable
{
    private static readonly string s_sample = Path.Combine(RealDocuments.RepositoryRoot, "samples", "sra-mini");

    private static readonly Dictionary<string, string> s_fixedTime = new() { ["SOURCE_DATE_EPOCH"] = "1700000000" };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("gpu", "'gpu' is no device")]
    [InlineData("auto,cpu", "stands alone")]
    [InlineData("cuda:0,cuda:0", "named twice")]
    [InlineData("cuda:4711", "there is no device cuda:4711")]
    [InlineData("opencl:4711", "this machine has cpu")]
    [InlineData("cpu-accelerator:9", "there is no device cpu-accelerator:9")]
    public void A_device_that_is_none_or_is_not_there_is_refused_before_anything_is_done(string device, string mention)
    {
        ToolRun run = Tool.Run("build", s_sample, "--out", _folder["kb"], "--device", device);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("pyner: error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(mention, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.False(Directory.Exists(_folder["kb"]));
    }

    [Fact]
    public void A_device_changes_no_byte_of_the_knowledge_base_and_is_named_in_summary_and_record()
    {
        Tool.Run(s_fixedTime, "build", s_sample, "--out", _folder["cpu"], "--studies");
        ToolRun run = Tool.Run(
            s_fixedTime, "build", s_sample, "--out", _folder["device"], "--studies", "--threads", "2", "--batch-size", "9",
            "--device", "cpu,cpu-accelerator:0", "--device-memory", "50");
        Assert.True(run.ExitCode == 0, run.Error);
        foreach (string name in new[] { "knowledge_base.json", "indices.json", "rejected.jsonl" })
            Assert.Equal(File.ReadAllBytes(_folder["cpu/" + name]), File.ReadAllBytes(_folder["device/" + name]));
        Assert.Contains("cpu-accelerator:0", run.Output, StringComparison.Ordinal);
        using JsonDocument record = JsonDocument.Parse(File.ReadAllText(_folder["device/job.json"]));
        JsonElement[] devices = [.. record.RootElement.GetProperty("devices").EnumerateArray()];
        Assert.Contains("cpu-accelerator:0", devices.Select(device => device.GetProperty("device").GetString()));
        Assert.Equal(4, devices.Sum(device => device.GetProperty("batches").GetInt64()));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("81")]
    public void No_more_than_four_fifths_of_a_device_s_memory_is_taken(string percent)
    {
        ToolRun run = Tool.Run("build", s_sample, "--out", _folder["kb"], "--device", "cpu-accelerator:0", "--device-memory", percent);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--device-memory takes a whole number from 1 to 80", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Auto_without_a_device_says_so_in_one_line()
    {
        Assert.SkipUnless(IsWithoutGpu, "a device's library is on this machine");
        ToolRun run = Tool.Run("build", s_sample, "--out", _folder["kb"], "--device", "auto");
        Assert.Equal(0, run.ExitCode);
        Assert.Single(run.Error.Split('\n'), line => line.StartsWith("pyner: auto: no device that can be used", StringComparison.Ordinal));
        ToolRun json = Tool.Run("build", s_sample, "--out", _folder["kb2"], "--device", "auto", "--json");
        Assert.Single(json.OutputLines, line => line.StartsWith("{\"type\":\"notice\",\"message\":\"auto: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_device_the_libraries_of_devices_are_not_loaded()
    {
        // The tool in a folder of its own, in which these libraries can't be loaded.
        string tool = _folder["tool"];
        string built = Path.GetDirectoryName(Tool.Path)!;
        foreach (string file in Directory.EnumerateFiles(built, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(tool, Path.GetRelativePath(built, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        File.WriteAllText(Path.Combine(tool, "ILGPU.dll"), "");
        ToolRun Run(params string[] arguments) => Tool.RunAt(Path.Combine(tool, "pyner.dll"), arguments);
        ToolRun onProcessor = Run("build", s_sample, "--out", _folder["kb1"], "--device", "cpu");
        Assert.True(onProcessor.ExitCode == 0, onProcessor.Error);
        if (IsWithoutGpu)
            Assert.Equal(0, Run("build", s_sample, "--out", _folder["kb2"], "--device", "auto").ExitCode);
        File.WriteAllText(Path.Combine(tool, "Pyner.Xml.Gpu.dll"), "");
        ToolRun plain = Run("build", s_sample, "--out", _folder["kb3"]);
        Assert.True(plain.ExitCode == 0, plain.Error);
        Assert.Equal(2, Run("devices").ExitCode);
    }

    [Fact]
    public void The_devices_are_listed_with_the_processor_first()
    {
        ToolRun run = Tool.Run("devices");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("device\tmodel\tmemory_bytes\tmultiprocessors\tusable\tdetail", run.OutputLines[0]);
        Assert.StartsWith("cpu\t", run.OutputLines[1], StringComparison.Ordinal);
        Assert.Contains(run.OutputLines, line => line.StartsWith("cpu-accelerator:0\t", StringComparison.Ordinal));
        if (IsWithoutGpu)
            Assert.Contains("pyner: cuda: no driver", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Checked_devices_have_indexed_something()
    {
        ToolRun run = Tool.Run("devices", "--check", "--json");
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        JsonElement[] devices = [.. run.OutputLines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal("cpu", devices[0].GetProperty("device").GetString());
        Assert.False(devices[0].GetProperty("checked").GetBoolean());
        if (IsWithoutGpu)
            Assert.Contains("pyner: cuda: no driver", run.Error, StringComparison.Ordinal);
        string documentation = File.ReadAllText(Path.Combine(RealDocuments.RepositoryRoot, "docs", "json-lines.md"));
        string section = documentation[documentation.IndexOf("## `pyner devices --json`", StringComparison.Ordinal)..].Split("\n## ")[0];
        Assert.All(devices[0].EnumerateObject(), field => Assert.Contains($"`{field.Name}`", section, StringComparison.Ordinal));
        Assert.All(
            devices.Skip(1).Where(device => device.GetProperty("usable").GetBoolean()),
            device => Assert.True(device.GetProperty("checked").GetBoolean()));
    }

    [Fact]
    public void The_processor_is_not_said_to_be_checked()
    {
        ToolRun run = Tool.Run("devices", "--check");
        Assert.Equal("yes", run.OutputLines[1].Split('\t')[4]);
        Assert.Contains(run.OutputLines, line => line.Contains("\tyes, checked\t", StringComparison.Ordinal));
    }

    private static bool IsWithoutGpu => !DeviceLibraries.AreThere(DeviceKind.Cuda) && !DeviceLibraries.AreThere(DeviceKind.OpenCL);
}
