namespace Pyner.Kubernetes.Tests.Keda;

/// <summary>What scales: a Deployment, where no kind is given.</summary>
public sealed class ScaleTarget
{
    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public string Name { get; set; } = "";
}
