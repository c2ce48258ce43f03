using System.Diagnostics;
using Xunit;

namespace Pyner.Sra.Tests.Sources;

/// <summary>Does by a shell what .NET's file API can't.</summary>
internal static class Shell
{
    /// <summary>Runs a command, which must succeed.</summary>
    public static void Run(string command)
    {
        ToolRun run = ToolRun.Of(new ProcessStartInfo("sh", ["-c", command]));
        Assert.True(run.ExitCode == 0, run.Error);
    }
}
