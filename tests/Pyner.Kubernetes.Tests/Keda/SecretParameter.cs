namespace Pyner.Kubernetes.Tests.Keda;

/// <summary>A parameter of a trigger that is a key of a secret.</summary>
public sealed class SecretParameter
{
    public string Parameter { get; set; } = "";

    public string Name { get; set; } = "";

    public string Key { get; set; } = "";
}
