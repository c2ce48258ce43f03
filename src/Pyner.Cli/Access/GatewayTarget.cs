namespace Pyner.Cli.Access;

/// <summary>A gateway, and what opens it.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Key">The key or token to show; null for none.</param>
internal sealed record GatewayTarget(Uri Address, string? Key)
{
    /// <summary>The address only.</summary>
    public override string ToString() => Address.ToString();
}
