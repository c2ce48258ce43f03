namespace Pyner.Kubernetes.Tests;

/// <summary>A Deployment, StatefulSet or Job, as far as they are alike.</summary>
/// <param name="Owner">The object itself.</param>
/// <param name="Template">Its pods.</param>
/// <param name="Replicas">How many; null where it does not say.</param>
internal sealed record Workload(IKubernetesObject<V1ObjectMeta> Owner, V1PodTemplateSpec Template, int? Replicas)
{
    public string Name => Owner.Metadata.Name;

    public V1PodSpec Pod => Template.Spec;

    public V1Container Container => Assert.Single(Pod.Containers);

    public IDictionary<string, string> Labels => Template.Metadata.Labels;

    /// <summary>The workload that an object is; null where it is none.</summary>
    public static Workload? TryOf(IKubernetesObject<V1ObjectMeta> found) => found switch
    {
        V1Deployment deployment => new Workload(deployment, deployment.Spec.Template, deployment.Spec.Replicas),
        V1StatefulSet set => new Workload(set, set.Spec.Template, set.Spec.Replicas),
        V1Job job => new Workload(job, job.Spec.Template, 1),
        _ => null,
    };

    /// <summary>Whether a selector of labels finds its pods.</summary>
    public bool Matches(IDictionary<string, string>? selector) =>
        selector is null || selector.All(label => Labels.TryGetValue(label.Key, out string? value) && value == label.Value);

    /// <summary>Whether a selector of pods does.</summary>
    public bool Matches(V1LabelSelector selector)
    {
        Assert.Null(selector.MatchExpressions);
        return Matches(selector.MatchLabels);
    }

    /// <summary>What the container finds in its environment, beside what its image has.</summary>
    public IReadOnlyDictionary<string, string> Environment(Manifests manifests)
    {
        var environment = new Dictionary<string, string>();
        foreach (V1EnvFromSource source in Container.EnvFrom ?? [])
        {
            foreach ((string name, string value) in manifests.Get<V1ConfigMap>(source.ConfigMapRef.Name).Data)
                environment.Add(name, value);
        }
        foreach (V1EnvVar variable in (Container.Env ?? []).Where(variable => variable.Value is not null))
            environment[variable.Name] = variable.Value;
        return environment;
    }

    /// <summary>The mount that a path lies in; null for none.</summary>
    public V1VolumeMount? MountOf(string path) =>
        Container.VolumeMounts.SingleOrDefault(mount => path == mount.MountPath || path.StartsWith(mount.MountPath + "/", StringComparison.Ordinal));

    /// <summary>The volume of a mount.</summary>
    public V1Volume? VolumeOf(V1VolumeMount mount) => Pod.Volumes.SingleOrDefault(volume => volume.Name == mount.Name);
}
