namespace Pyner.Kubernetes.Tests.Keda;

/// <summary>What scales, how far, and by what.</summary>
public sealed class ScaledObjectSpec
{
    public ScaleTarget ScaleTargetRef { get; set; } = new();

    public int? PollingInterval { get; set; }

    public int? CooldownPeriod { get; set; }

    public int? MinReplicaCount { get; set; }

    public int? MaxReplicaCount { get; set; }

    public ScalingFallback? Fallback { get; set; }

    public List<ScalingTrigger> Triggers { get; set; } = [];
}
