using Pyner.DeployedServices;

namespace Pyner.Kubernetes.Tests;

/// <summary>The Job that has the services build a knowledge base.</summary>
public sealed class BuildJobTests
{
    [Fact]
    public void It_starts_a_job_at_the_gateway_with_a_key_and_trusts_its_certificate()
    {
        var manifests = Manifests.Of(Manifests.Build);
        Workload build = Assert.Single(manifests.Workloads.Values);
        IReadOnlyDictionary<string, string> environment = build.Environment(manifests);
        Assert.Equal(["job", "start", "$(SOURCE)", "--out", "$(OUTPUT)"], build.Container.Args);
        Assert.Equal(["OUTPUT", "PYNER_API_KEY_FILE", "PYNER_GATEWAY", "SOURCE", "SSL_CERT_FILE"], environment.Keys.Order(StringComparer.Ordinal));
        var image = ServiceImage.Of("Pyner.Cli");
        Assert.Equal($"registry.example.org/{image.Repository}:{image.Version}", build.Container.Image);
        Assert.Equal(image.User, $"{build.Pod.SecurityContext.RunAsUser}");
        Assert.NotNull(build.MountOf(environment["PYNER_API_KEY_FILE"]));
        Assert.NotNull(build.MountOf(environment["SSL_CERT_FILE"]));
        // As the services see paths, below what the gateway allows.
        var production = Manifests.Of(Manifests.Production);
        IReadOnlyDictionary<string, string> gateway = production.Workloads["gateway"].Environment(production);
        Assert.StartsWith(gateway["Gateway__SourceRoots"] + "/", environment["SOURCE"], StringComparison.Ordinal);
        Assert.StartsWith(gateway["Gateway__OutputRoots"] + "/", environment["OUTPUT"], StringComparison.Ordinal);
        var address = new Uri(environment["PYNER_GATEWAY"]);
        Assert.Equal("https", address.Scheme);
        V1ServicePort port = production.Get<V1Service>(address.Host).Spec.Ports.Single(port => port.Port == address.Port);
        Assert.Equal("grpc", port.Name);
    }

    [Fact]
    public void It_takes_no_secret_that_development_does_not_have()
    {
        Workload build = Manifests.Of(Manifests.Build).Workloads["build"];
        V1SecretVolumeSource[] secrets = [.. build.Pod.Volumes.Select(volume => volume.Secret).OfType<V1SecretVolumeSource>()];
        // Its own, without which it could not show a key; what development has besides, its services name.
        string[] there = ["pyner-build-key", .. Manifests.Of(Manifests.Dev).Workloads.Values.SelectMany(workload => workload.Pod.Volumes)
            .Select(volume => volume.Secret?.SecretName).OfType<string>()];
        Assert.All(secrets, secret => Assert.True(secret.Optional == true || there.Contains(secret.SecretName), $"{secret.SecretName} is not in dev"));
        // The authority's certificate may be missing from the secret too: an optional volume is then without the file.
        V1SecretVolumeSource authority = Assert.Single(secrets, secret => secret.Items is not null);
        Assert.Equal(("pyner-gateway-tls", true), (authority.SecretName, authority.Optional));
        Assert.DoesNotContain("pyner-gateway-tls", there);
    }

    [Fact]
    public void It_outlasts_a_gateway_that_is_about_to_start() =>
        // With pauses that double from 10 seconds to 6 minutes.
        Assert.InRange(((V1Job)Manifests.Of(Manifests.Build).Workloads["build"].Owner).Spec.BackoffLimit ?? 6, 10, 100);
}
