namespace Pyner.Kubernetes.Tests.Keda;

/// <summary>KEDA's ScaledObject, as its reference has it (keda.sh/docs, version 2.16), of which what is used here.</summary>
public sealed class ScaledObject : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "";

    public string Kind { get; set; } = "";

    public V1ObjectMeta Metadata { get; set; } = new();

    public ScaledObjectSpec Spec { get; set; } = new();
}
