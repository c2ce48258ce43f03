using Xunit;

namespace Pyner.Gateway.Tests;

/// <summary>
/// What tests of a gateway over a ledger in memory have in common. Each has a gateway of its own, and a folder with a source in
/// <c>data/tree</c>.
/// </summary>
public abstract class GatewayTests : IAsyncLifetime
{
    private TestGateway? _gateway;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Sources lie in its <c>data</c>, outputs in its <c>kb</c>.</summary>
    private protected TemporaryFolder Folder { get; } = new();

    /// <summary>Runs from before the test to after it.</summary>
    private protected TestGateway Gateway
    {
        get => _gateway!;
        set => _gateway = value;
    }

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync()
    {
        Folder.Write("data/tree/SRA000001/SRA000001.run.xml", "");
        Gateway = await TestGateway.StartAsync(Folder, Configure);
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
            await _gateway.DisposeAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The gateway's options, where they are to differ from those that <see cref="TestGateway"/> has for all.</summary>
    private protected virtual GatewayOptions Configure(GatewayOptions options) => options;
}
