namespace Pyner.Kubernetes.Tests.Keda;

/// <summary>Names a <see cref="TriggerAuthentication"/>.</summary>
public sealed class AuthenticationReference
{
    public string Name { get; set; } = "";
}
