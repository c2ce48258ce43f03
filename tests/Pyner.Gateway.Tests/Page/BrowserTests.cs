using Pyner.TestServers;
using Xunit;

namespace Pyner.Gateway.Tests.Page;

/// <summary>What tests that look at their gateway's page in a browser have in common.</summary>
public abstract class BrowserTests : GatewayTests
{
    private Chromium? _browser;

    private protected Chromium Page => _browser!;

    /// <inheritdoc/>
    public override async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Availability.WhyNoChromium is not null, Availability.WhyNoChromium ?? "");
        await base.InitializeAsync();
        _browser = await Chromium.StartNewAsync(Cancellation);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens a view of the page, which is named in its address.</summary>
    private protected Task OpenAsync(string view) =>
        Page.OpenAsync(Gateway.Json.BaseAddress!.AbsoluteUri + (view.Length == 0 ? "" : "#" + view));
}
