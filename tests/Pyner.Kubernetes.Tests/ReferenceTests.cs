using Pyner.Kubernetes.Tests.Keda;
using Pyner.TestData;

namespace Pyner.Kubernetes.Tests;

/// <summary>What names something else names something that is there.</summary>
public sealed class ReferenceTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(RealDocuments.RepositoryRoot, "docs", "kubernetes.md"));

    [Theory]
    [MemberData(nameof(ManifestTests.All), MemberType = typeof(ManifestTests))]
    public void Volumes_settings_and_accounts_are_there(string folder)
    {
        var manifests = Manifests.Of(folder);
        // A job is added to what an overlay has installed.
        var installed = Manifests.Of(folder == Manifests.Build ? Manifests.Production : folder);
        foreach (Workload workload in manifests.Workloads.Values)
        {
            Assert.Contains(installed.All<V1ServiceAccount>(), account => account.Metadata.Name == workload.Pod.ServiceAccountName);
            Assert.All(workload.Container.EnvFrom ?? [], source => Assert.NotEmpty(manifests.Get<V1ConfigMap>(source.ConfigMapRef.Name).Data));
            Assert.All(
                (workload.Container.Env ?? []).Where(variable => variable.ValueFrom is not null),
                variable => Assert.NotNull(variable.ValueFrom.SecretKeyRef));
            string[] claimed = [.. workload.Owner is V1StatefulSet set ? set.Spec.VolumeClaimTemplates.Select(claim => claim.Metadata.Name) : []];
            Assert.Equal(
                workload.Container.VolumeMounts.Select(mount => mount.Name).Order(),
                workload.Pod.Volumes.Select(volume => volume.Name).Concat(claimed).Order());
            foreach (V1Volume volume in workload.Pod.Volumes)
            {
                if (volume.PersistentVolumeClaim is { } claim)
                    Assert.NotNull(installed.Get<V1PersistentVolumeClaim>(claim.ClaimName));
                else if (volume.ConfigMap is { } settings)
                    Assert.NotNull(manifests.Get<V1ConfigMap>(settings.Name));
                else
                    Assert.True(volume.Secret is not null || volume.EmptyDir is not null, $"{workload.Name} has a volume {volume.Name} of no known kind");
            }
        }
        // Nothing is there that nobody uses.
        string[] used = [.. manifests.Workloads.Values.SelectMany(workload => (workload.Container.EnvFrom ?? []).Select(source => source.ConfigMapRef.Name)
            .Concat(workload.Pod.Volumes.Select(volume => volume.ConfigMap?.Name).OfType<string>()))];
        Assert.All(manifests.All<V1ConfigMap>(), settings => Assert.Contains(settings.Metadata.Name, used));
    }

    [Theory]
    [MemberData(nameof(ManifestTests.Overlays), MemberType = typeof(ManifestTests))]
    public void A_Service_leads_to_ports_of_one_workload(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        foreach (V1Service service in manifests.All<V1Service>())
        {
            Workload workload = Assert.Single(manifests.Workloads.Values, workload => workload.Matches(service.Spec.Selector));
            Assert.Equal(service.Metadata.Name, workload.Name);
            // Under the same number, and never the internal one.
            Assert.All(service.Spec.Ports, port => Assert.Equal(
                port.Port, workload.Container.Ports.Single(own => own.Name == port.TargetPort.Value && own.Name != "internal").ContainerPort));
        }
        foreach (Workload workload in manifests.Workloads.Values)
        {
            Assert.True(workload.Matches(((workload.Owner as V1Deployment)?.Spec.Selector ?? ((V1StatefulSet)workload.Owner).Spec.Selector)));
            Assert.Single(
                manifests.Workloads.Values,
                other => other.Matches(workload.Labels.Where(label => label.Key == "app.kubernetes.io/name").ToDictionary()));
        }
    }

    [Theory]
    [MemberData(nameof(ManifestTests.Overlays), MemberType = typeof(ManifestTests))]
    public void The_servers_that_services_are_told_of_are_there(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        IReadOnlyDictionary<string, string> settings = manifests.Workloads["scanner"].Environment(manifests);
        foreach (string address in (string[])[settings["ConnectionStrings__messaging"], "redis://" + settings["ConnectionStrings__ledger"]])
        {
            var server = new Uri(address);
            Assert.Contains(manifests.Get<V1Service>(server.Host).Spec.Ports, port => port.Port == server.Port);
        }
    }

    [Theory]
    [MemberData(nameof(ManifestTests.All), MemberType = typeof(ManifestTests))]
    public void No_secret_is_in_the_manifests_and_each_that_they_name_is_described(string folder)
    {
        var manifests = Manifests.Of(folder);
        Assert.Empty(manifests.All<V1Secret>());
        (string Secret, string Key)[] named = [.. Named(manifests)];
        Assert.NotEmpty(named);
        Assert.All(named, pair =>
        {
            string line = Assert.Single(s_page.Split('\n'), line => line.StartsWith($"| `{pair.Secret}` |", StringComparison.Ordinal));
            Assert.Contains($"`{pair.Key}`", line, StringComparison.Ordinal);
        });
    }

    // The secrets that manifests name, with the keys that are used of them.
    private static IEnumerable<(string Secret, string Key)> Named(Manifests manifests)
    {
        foreach (Workload workload in manifests.Workloads.Values)
        {
            foreach (V1EnvVar variable in (workload.Container.Env ?? []).Where(variable => variable.ValueFrom is not null))
                yield return (variable.ValueFrom.SecretKeyRef.Name, variable.ValueFrom.SecretKeyRef.Key);
            foreach (V1VolumeMount mount in workload.Container.VolumeMounts.Where(mount => workload.VolumeOf(mount)?.Secret is not null))
            {
                string secret = workload.VolumeOf(mount)!.Secret.SecretName;
                string[] paths =
                [
                    .. workload.Environment(manifests).Values,
                    .. (workload.Container.Args ?? []).Concat(workload.Container.StartupProbe?.Exec?.Command ?? [])
                ];
                string[] keys = [.. paths.SelectMany(text => text.Split('"', ' ', '(', ')', '\n'))
                    .Where(part => part.StartsWith(mount.MountPath + "/", StringComparison.Ordinal))
                    .Select(path => path[(mount.MountPath.Length + 1)..])];
                Assert.NotEmpty(keys);
                foreach (string key in keys)
                    yield return (secret, key);
            }
        }
        foreach (SecretParameter parameter in manifests.All<TriggerAuthentication>().SelectMany(authentication => authentication.Spec.SecretTargetRef))
            yield return (parameter.Name, parameter.Key);
    }
}
