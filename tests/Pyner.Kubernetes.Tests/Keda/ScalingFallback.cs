namespace Pyner.Kubernetes.Tests.Keda;

/// <summary>How many there are to be where a trigger can't be asked.</summary>
public sealed class ScalingFallback
{
    public int FailureThreshold { get; set; }

    public int Replicas { get; set; }
}
