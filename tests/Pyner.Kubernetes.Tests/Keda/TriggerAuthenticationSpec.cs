namespace Pyner.Kubernetes.Tests.Keda;

/// <summary>Where it is kept.</summary>
public sealed class TriggerAuthenticationSpec
{
    public List<SecretParameter> SecretTargetRef { get; set; } = [];
}
