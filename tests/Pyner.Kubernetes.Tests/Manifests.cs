using System.Collections.Concurrent;
using Pyner.Kubernetes.Tests.Keda;

namespace Pyner.Kubernetes.Tests;

/// <summary>What a kustomization builds, each object read strictly: one with a property that its kind does not have is an error.</summary>
internal sealed class Manifests
{
    public const string Dev = "k8s/overlays/dev";
    public const string Production = "k8s/overlays/production";
    public const string Build = "k8s/jobs/build";

    private static readonly ConcurrentDictionary<string, Lazy<Manifests>> s_built = new();

    // Those that Kubernetes itself does not have.
    private static readonly Dictionary<string, Type> s_kinds = new()
    {
        ["keda.sh/v1alpha1/ScaledObject"] = typeof(ScaledObject),
        ["keda.sh/v1alpha1/TriggerAuthentication"] = typeof(TriggerAuthentication),
    };

    private Manifests(string yaml, string warnings) => (Yaml, Warnings, Objects) = (yaml, warnings, Read(yaml));

    /// <summary>As kubectl would send it.</summary>
    public string Yaml { get; }

    /// <summary>What kustomize had to say.</summary>
    public string Warnings { get; }

    /// <summary>Everything in it.</summary>
    public IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Objects { get; }

    /// <summary>What runs, by its name.</summary>
    public IReadOnlyDictionary<string, Workload> Workloads => Objects.Select(Workload.TryOf).OfType<Workload>().ToDictionary(workload => workload.Name);

    /// <summary>Builds one, and skips the test where that can't be done here.</summary>
    public static Manifests Of(string folder)
    {
        Kubectl.Require();
        return s_built.GetOrAdd(folder, path => new Lazy<Manifests>(() =>
        {
            (string yaml, string warnings) = Kubectl.Build(path);
            return new Manifests(yaml, warnings);
        })).Value;
    }

    /// <summary>Reads manifests, strictly.</summary>
    public static IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Read(string yaml) =>
        [.. KubernetesYaml.LoadAllFromString(yaml, s_kinds, strict: true).Cast<IKubernetesObject<V1ObjectMeta>>()];

    /// <summary>All objects of a kind.</summary>
    public IEnumerable<T> All<T>() => Objects.OfType<T>();

    /// <summary>The object of a kind and name.</summary>
    public T Get<T>(string name)
        where T : IKubernetesObject<V1ObjectMeta> => All<T>().Single(found => found.Metadata.Name == name);
}
