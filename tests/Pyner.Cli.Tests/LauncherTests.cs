using System.Diagnostics;
using Pyner.TestData;
using Xunit;

namespace Pyner.Cli.Tests;

/// <summary>The script at the repository's root.</summary>
public sealed class LauncherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_launcher_builds_the_tool_and_runs_it_from_any_folder_and_through_a_link()
    {
        File.CreateSymbolicLink(_folder["link"], Path.Combine(RealDocuments.RepositoryRoot, "pyner"));
        ToolRun version = Run("link", "--version");
        Assert.True(version.ExitCode == 0, version.Error);
        Assert.Equal(Tool.Run("--version").Output, version.Output);
        Assert.Empty(version.Error);
    }

    [Fact]
    public void Arguments_and_exit_code_pass_through_it()
    {
        ToolRun run = Run(Path.Combine(RealDocuments.RepositoryRoot, "pyner"), "inspect", "no such folder; $(exit)", "organisms");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("no such folder; $(exit)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_device_is_asked_for_it_runs_what_can_compile_for_one()
    {
        string launcher = Path.Combine(RealDocuments.RepositoryRoot, "pyner");
        ToolRun devices = Run(launcher, "devices", "--json");
        Assert.True(devices.ExitCode == 0, devices.Error);
        Assert.Equal(Tool.Run("devices", "--json").Output, devices.Output);
        ToolRun build = Run(
            launcher, "build", Path.Combine(RealDocuments.RepositoryRoot, "samples", "sra-mini"), "--out", _folder["kb"], "--device=cpu-accelerator:0");
        Assert.True(build.ExitCode == 0, build.Error);
    }

    [Fact]
    public void What_it_builds_to_machine_code_gives_the_same_bytes()
    {
        string source = Path.Combine(RealDocuments.RepositoryRoot, "samples", "sra-mini");
        ToolRun launched = Run(Path.Combine(RealDocuments.RepositoryRoot, "pyner"), "build", source, "--out", _folder["launched"], "--studies", "--tables");
        ToolRun managed = Tool.Run("build", source, "--out", _folder["managed"], "--studies", "--tables");
        Assert.Equal(managed.ExitCode, launched.ExitCode);
        foreach (string name in new[] { "knowledge_base.json", "indices.json", "rejected.jsonl" })
            Assert.Equal(WithoutTime(_folder["managed"], name), WithoutTime(_folder["launched"], name));
        foreach (string path in Directory.EnumerateFiles(_folder["managed/tables"], "*.parquet", SearchOption.AllDirectories))
            Assert.Equal(
                File.ReadAllBytes(path),
                File.ReadAllBytes(Path.Combine(_folder["launched/tables"], Path.GetRelativePath(_folder["managed/tables"], path))));

        static string WithoutTime(string folder, string name) =>
            string.Join('\n', File.ReadLines(Path.Combine(folder, name)).Where(line => !line.Contains("\"timestamp\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_it_builds_to_machine_code_asks_tables_and_exports_them()
    {
        string launcher = Path.Combine(RealDocuments.RepositoryRoot, "pyner");
        Assert.Equal(
            0, Tool.Run("build", Path.Combine(RealDocuments.RepositoryRoot, "samples", "sra-mini"), "--out", _folder["kb"], "--tables", "--quiet").ExitCode);
        foreach (string form in new[] { "--json", "--csv", "--top=3" })
        {
            string[] query = ["query", _folder["kb"], "SELECT *, [counted], {'a': position} FROM samples", form];
            ToolRun launched = Run(launcher, query);
            Assert.True(launched.ExitCode == 0, launched.Error);
            Assert.Equal(Tool.Run(query), launched);
        }
        ToolRun export = Run(launcher, "export", _folder["kb"], "--sqlite", _folder["launched.sqlite"]);
        Assert.True(export.ExitCode == 0, export.Error);
        Assert.Equal(0, Tool.Run("export", _folder["kb"], "--sqlite", _folder["managed.sqlite"]).ExitCode);
        Assert.Equal(File.ReadAllBytes(_folder["managed.sqlite"]), File.ReadAllBytes(_folder["launched.sqlite"]));
    }

    private ToolRun Run(string launcher, params string[] arguments)
    {
        var start = new ProcessStartInfo(_folder[launcher], arguments) { WorkingDirectory = _folder.Path };
        // The settings of the build that runs these tests are not those of the one that the script starts.
        foreach (string variable in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(variable);
        return ToolRun.Of(start);
    }
}
