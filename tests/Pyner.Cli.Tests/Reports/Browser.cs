using System.Diagnostics;
using Xunit;

namespace Pyner.Cli.Tests.Reports;

/// <summary>Chromium without a window, if there is one.</summary>
public static class Browser
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    private static string? Program { get; } = Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .SelectMany(folder => s_names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>Loads a page, lets its scripts run, and gives its document as it is then. Skips the test where there is no browser.</summary>
    public static string Load(string path, string profile, bool dark)
    {
        Assert.SkipWhen(Program is null, "Chromium is not installed");
        var start = new ProcessStartInfo(Program,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--user-data-dir=" + profile, "--virtual-time-budget=10000",
            $"--blink-settings=preferredColorScheme={(dark ? 0 : 1)}", "--window-size=1500,1000", "--dump-dom", new Uri(path).AbsoluteUri,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process browser = Process.Start(start)!;
        Task<string> error = browser.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string document = browser.StandardOutput.ReadToEnd();
        browser.WaitForExit();
        Assert.True(browser.ExitCode == 0, error.GetAwaiter().GetResult());
        return document;
    }
}
