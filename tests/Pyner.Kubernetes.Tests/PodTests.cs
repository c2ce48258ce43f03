namespace Pyner.Kubernetes.Tests;

/// <summary>What every pod is held to.</summary>
public sealed class PodTests
{
    private static readonly string[] s_resources = ["cpu", "memory"];

    [Theory]
    [MemberData(nameof(ManifestTests.All), MemberType = typeof(ManifestTests))]
    public void It_runs_as_nobody_in_particular_and_can_change_nothing_but_its_volumes(string folder)
    {
        var manifests = Manifests.Of(folder);
        Assert.All(manifests.Workloads.Values, workload =>
        {
            V1PodSpec pod = workload.Pod;
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.InRange(pod.SecurityContext.RunAsUser ?? 0, 1, long.MaxValue);
            Assert.InRange(pod.SecurityContext.RunAsGroup ?? 0, 1, long.MaxValue);
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            Assert.Equal("pyner", pod.ServiceAccountName);
            Assert.False(pod.AutomountServiceAccountToken);
            Assert.Null(pod.HostNetwork);
            Assert.Null(pod.HostPID);
            Assert.Null(pod.HostIPC);
            Assert.Null(pod.InitContainers);
            Assert.All(pod.Volumes, volume => Assert.Null(volume.HostPath));
            V1SecurityContext container = workload.Container.SecurityContext;
            Assert.False(container.AllowPrivilegeEscalation);
            Assert.True(container.ReadOnlyRootFilesystem);
            Assert.Equal(["ALL"], container.Capabilities.Drop);
            Assert.Null(container.Capabilities.Add);
            Assert.Null(container.Privileged);
            // The pod's, in no place changed.
            Assert.Null(container.RunAsUser);
            Assert.Null(container.RunAsNonRoot);
            Assert.Null(container.SeccompProfile);
        });
    }

    [Theory]
    [MemberData(nameof(ManifestTests.Overlays), MemberType = typeof(ManifestTests))]
    public void Kubernetes_refuses_pods_that_ask_for_more(string overlay) =>
        Assert.Equal("restricted", Manifests.Of(overlay).Get<V1Namespace>("pyner").Metadata.Labels["pod-security.kubernetes.io/enforce"]);

    [Theory]
    [MemberData(nameof(ManifestTests.All), MemberType = typeof(ManifestTests))]
    public void It_says_what_it_needs_and_what_it_may_take(string folder)
    {
        Assert.All(Manifests.Of(folder).Workloads.Values, workload =>
        {
            V1ResourceRequirements resources = workload.Container.Resources;
            foreach (string resource in s_resources)
            {
                decimal asked = resources.Requests[resource].ToDecimal();
                Assert.InRange(asked, 0.001m, resources.Limits[resource].ToDecimal());
            }
            // What is written to it is memory of the node's, or its disk.
            Assert.All(workload.Pod.Volumes.Where(volume => volume.EmptyDir is not null), volume => Assert.NotNull(volume.EmptyDir.SizeLimit));
        });
    }

    [Theory]
    [MemberData(nameof(ManifestTests.Overlays), MemberType = typeof(ManifestTests))]
    public void What_serves_is_probed_for_three_things(string overlay)
    {
        Assert.All(Manifests.Of(overlay).Workloads.Values, workload =>
        {
            V1Container container = workload.Container;
            Assert.NotNull(container.StartupProbe);
            Assert.NotNull(container.ReadinessProbe);
            Assert.NotNull(container.LivenessProbe);
            // A minute at least: what starts slowly is not to be killed for it.
            Assert.InRange((container.StartupProbe.PeriodSeconds ?? 10) * (container.StartupProbe.FailureThreshold ?? 3), 60, int.MaxValue);
            string[] names = [.. container.Ports.Select(port => port.Name)];
            Assert.All((V1Probe[])[container.StartupProbe, container.ReadinessProbe, container.LivenessProbe], probe =>
            {
                string? port = probe.HttpGet?.Port.Value ?? probe.TcpSocket?.Port.Value;
                Assert.True(probe.Exec is not null || names.Contains(port), $"{workload.Name} has no port {port}");
            });
        });
    }
}
