using System.Diagnostics;
using System.Globalization;
using System.Net;
using Xunit;

namespace Pyner.Services.Tests;

/// <summary>Probes a service on its internal port, as Kubernetes does.</summary>
internal sealed class Probes(ServiceProcess service, int port) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _client = new()
    {
        BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")),
        Timeout = TimeSpan.FromSeconds(10),
    };

    private string _report = "";

    /// <summary>The service's name.</summary>
    public string Name => service.Name;

    /// <summary>What a probe gets; null where nobody answers.</summary>
    public async Task<HttpStatusCode?> AskAsync(string path)
    {
        try
        {
            using HttpResponseMessage answer = await _client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            _report = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>Waits until a probe gets what it is to get.</summary>
    public async Task WaitAsync(string path, HttpStatusCode wanted)
    {
        long started = Stopwatch.GetTimestamp();
        while (await AskAsync(path) is var last && last != wanted)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < s_patience, $"{path} of {Name} is {last}, not {wanted}: {_report}\n{service.Log}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until the service has said something.</summary>
    public async Task WaitForLogAsync(string text)
    {
        long started = Stopwatch.GetTimestamp();
        while (!service.Log.Contains(text, StringComparison.Ordinal))
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < s_patience, $"{Name} did not say '{text}':\n{service.Log}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => _client.Dispose();
}
