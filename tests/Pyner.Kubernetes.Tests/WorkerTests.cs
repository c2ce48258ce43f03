using System.Globalization;
using Pyner.DeployedServices;
using Pyner.Kubernetes.Tests.Keda;

namespace Pyner.Kubernetes.Tests;

/// <summary>Workers: one Deployment, a GPU each, as many as there is work for.</summary>
public sealed class WorkerTests
{
    private const int MostWorkers = 3;

    [Fact]
    public void Each_has_a_GPU_and_runs_where_there_are_some()
    {
        V1PodSpec pod = Manifests.Of(Manifests.Production).Workloads["worker"].Pod;
        Assert.Equal("1", pod.Containers[0].Resources.Limits["nvidia.com/gpu"].ToString());
        Assert.Equal("true", pod.NodeSelector["nvidia.com/gpu.present"]);
        V1Toleration toleration = Assert.Single(pod.Tolerations);
        Assert.Equal(("nvidia.com/gpu", "Exists", "NoSchedule"), (toleration.Key, toleration.OperatorProperty, toleration.Effect));
        Assert.Equal("cuda:0", Manifests.Of(Manifests.Production).Workloads["worker"].Environment(Manifests.Of(Manifests.Production))["Worker__Device"]);
    }

    [Theory]
    [MemberData(nameof(ManifestTests.Overlays), MemberType = typeof(ManifestTests))]
    public void One_goes_before_its_successor_comes_so_that_its_GPU_is_free(string overlay)
    {
        V1DeploymentStrategy? strategy = ((V1Deployment)Manifests.Of(overlay).Workloads["worker"].Owner).Spec.Strategy;
        Assert.NotNull(strategy);
        Assert.Contains(strategy.Type, (string?[])[null, "RollingUpdate"]);
        Assert.Equal(("0", "1"), (strategy.RollingUpdate.MaxSurge.Value, strategy.RollingUpdate.MaxUnavailable.Value));
    }

    [Fact]
    public void In_development_there_is_none_and_none_is_asked_for()
    {
        Workload worker = Manifests.Of(Manifests.Dev).Workloads["worker"];
        Assert.DoesNotContain("nvidia", KubernetesYaml.Serialize(worker.Owner), StringComparison.Ordinal);
        Assert.Equal("cpu", worker.Environment(Manifests.Of(Manifests.Dev))["Worker__Device"]);
    }

    [Fact]
    public void How_many_there_are_the_length_of_their_queue_decides_and_the_Deployment_leaves_it_to_that()
    {
        var manifests = Manifests.Of(Manifests.Production);
        ScaledObject scaling = Assert.Single(manifests.All<ScaledObject>());
        Workload worker = manifests.Workloads[scaling.Spec.ScaleTargetRef.Name];
        Assert.Equal("worker", worker.Name);
        Assert.IsType<V1Deployment>(worker.Owner);
        Assert.Null(worker.Replicas);
        Assert.Equal((1, MostWorkers), (scaling.Spec.MinReplicaCount, scaling.Spec.MaxReplicaCount));
        Assert.Equal(MostWorkers, scaling.Spec.Fallback?.Replicas);
        ScalingTrigger trigger = Assert.Single(scaling.Spec.Triggers);
        Assert.Equal(("rabbitmq", "http", "QueueLength"), (trigger.Type, trigger.Metadata["protocol"], trigger.Metadata["mode"]));
        Assert.Equal(DeployedService.WorkerQueue, trigger.Metadata["queueName"]);
        Assert.InRange(int.Parse(trigger.Metadata["value"], CultureInfo.InvariantCulture), 1, 100);
        // It can't count the same twice, nor leave out what workers are at.
        Assert.DoesNotContain("excludeUnacknowledged", trigger.Metadata.Keys);
        var host = new Uri(trigger.Metadata["host"]);
        Assert.Equal("rabbitmq.pyner", host.Host);
        Assert.Contains(manifests.Get<V1Service>("rabbitmq").Spec.Ports, port => port.Name == "management" && port.Port == host.Port);
        Assert.Equal("/", host.AbsolutePath);
        TriggerAuthentication authentication = manifests.Get<TriggerAuthentication>(trigger.AuthenticationRef!.Name);
        Assert.Equal(["password", "username"], authentication.Spec.SecretTargetRef.Select(parameter => parameter.Parameter).Order());
    }

    [Fact]
    public void Without_KEDA_there_are_three()
    {
        Kubectl.Require();
        Assert.Equal(MostWorkers, Manifests.Of("k8s/base").Workloads["worker"].Replicas);
    }
}
