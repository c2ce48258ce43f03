using Pyner.DeployedServices;
using Pyner.TestData;
using YamlDotNet.Core;

namespace Pyner.Kubernetes.Tests;

/// <summary>Each overlay, and the job that has a knowledge base built, as objects of Kubernetes.</summary>
public sealed class ManifestTests
{
    private static readonly string[] s_services = [.. DeployedService.All.Select(service => service.Name)];

    public static TheoryData<string> All() => [Manifests.Dev, Manifests.Production, Manifests.Build];

    public static TheoryData<string> Overlays() => [Manifests.Dev, Manifests.Production];

    [Fact]
    public void Every_overlay_and_every_job_is_tested()
    {
        Assert.Equal(Folders("overlays"), Overlays().Select(row => row.Data).Order(StringComparer.Ordinal));
        Assert.Equal([.. Folders("jobs"), .. Folders("overlays")], All().Select(row => row.Data).Order(StringComparer.Ordinal));

        static string[] Folders(string of) => [.. Directory.GetDirectories(Path.Combine(RealDocuments.RepositoryRoot, "k8s", of))
            .Select(folder => $"k8s/{of}/{Path.GetFileName(folder)}").Order(StringComparer.Ordinal)];
    }

    [Theory]
    [MemberData(nameof(All))]
    public void It_builds_without_a_warning_into_objects_of_known_kinds_in_one_namespace(string folder)
    {
        var manifests = Manifests.Of(folder);
        Assert.Equal("", manifests.Warnings);
        Assert.NotEmpty(manifests.Objects);
        Assert.All(manifests.Objects, found =>
        {
            Assert.Equal("pyner", found is V1Namespace ? found.Metadata.Name : found.Metadata.NamespaceProperty);
            Assert.Equal("pyner", found.Metadata.Labels["app.kubernetes.io/part-of"]);
        });
        Assert.Equal(manifests.Objects.Count, manifests.Objects.DistinctBy(found => (found.Kind, found.Metadata.Name)).Count());
    }

    [Theory]
    [InlineData(Manifests.Dev, "  replicas:", "  replica:")]
    [InlineData(Manifests.Dev, "readOnlyRootFilesystem:", "readonlyRootFilesystem:")]
    [InlineData(Manifests.Production, "maxReplicaCount:", "maxReplicas:")]
    public void A_property_that_its_kind_does_not_have_is_noticed(string folder, string property, string misspelt)
    {
        string yaml = Manifests.Of(folder).Yaml;
        Assert.Contains(property, yaml, StringComparison.Ordinal);
        Assert.ThrowsAny<YamlException>(() => Manifests.Read(yaml.Replace(property, misspelt, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Everything_that_the_system_has_runs_and_may_be_disrupted_one_at_a_time(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        Assert.Equal([.. s_services, "rabbitmq", "redis"], manifests.Workloads.Keys.ToHashSet());
        foreach (Workload workload in manifests.Workloads.Values)
        {
            V1PodDisruptionBudget budget = Assert.Single(manifests.All<V1PodDisruptionBudget>(), budget => workload.Matches(budget.Spec.Selector));
            Assert.Equal("1", budget.Spec.MaxUnavailable.Value);
        }
        Assert.Equal(manifests.Workloads.Count, manifests.All<V1PodDisruptionBudget>().Count());
    }

    [Fact]
    public void In_production_there_is_another_of_each_service_where_one_goes()
    {
        var manifests = Manifests.Of(Manifests.Production);
        Assert.All(s_services.Except(["worker"]), service => Assert.InRange(manifests.Workloads[service].Replicas ?? 0, 2, 3));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Servers_keep_their_data(string overlay)
    {
        foreach (V1StatefulSet server in Manifests.Of(overlay).All<V1StatefulSet>())
        {
            V1PersistentVolumeClaim claim = Assert.Single(server.Spec.VolumeClaimTemplates);
            Assert.Equal(["ReadWriteOnce"], claim.Spec.AccessModes);
            V1VolumeMount mount = Assert.Single(server.Spec.Template.Spec.Containers[0].VolumeMounts, mount => mount.Name == claim.Metadata.Name);
            Assert.NotEqual(true, mount.ReadOnlyProperty);
        }
        Assert.Equal(2, Manifests.Of(overlay).All<V1StatefulSet>().Count());
    }
}
