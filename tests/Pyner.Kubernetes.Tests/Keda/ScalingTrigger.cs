namespace Pyner.Kubernetes.Tests.Keda;

/// <summary>What decides how many there are to be. All of its metadata are texts.</summary>
public sealed class ScalingTrigger
{
    public string Type { get; set; } = "";

    public Dictionary<string, string> Metadata { get; set; } = [];

    public AuthenticationReference? AuthenticationRef { get; set; }
}
