using System.Text.RegularExpressions;
using Pyner.DeployedServices;
using Pyner.TestData;

namespace Pyner.Kubernetes.Tests;

/// <summary>Pyner's own services: what the manifests say of them, held against what they make of it.</summary>
public sealed partial class ServiceTests : IDisposable
{
    // Which folders a service writes to; all others it only reads.
    private static readonly (string Service, string Folder)[] s_written =
        [("scanner", "/data/spool"), ("worker", "/data/output"), ("aggregator", "/data/output")];

    // Passwords are read where a service starts.
    private readonly string _passwordFile = Path.GetTempFileName();

    public ServiceTests() => File.WriteAllText(_passwordFile, "a password");

    public void Dispose() => File.Delete(_passwordFile);

    public static TheoryData<string, string> Services()
    {
        var services = new TheoryData<string, string>();
        foreach (string overlay in (string[])[Manifests.Dev, Manifests.Production])
        {
            foreach (DeployedService service in DeployedService.All)
                services.Add(overlay, service.Project);
        }
        return services;
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void It_starts_with_what_is_set_and_reads_all_of_it(string overlay, string project)
    {
        ServiceSettings settings = Settings(overlay, project);
        Assert.Null(settings.Refusal);
        Assert.Empty(settings.Ignored);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Its_ports_are_those_that_it_listens_on(string overlay, string project)
    {
        Dictionary<string, int> ports = Of(overlay, project).Container.Ports.ToDictionary(port => port.Name, port => port.ContainerPort);
        Assert.Equal(Settings(overlay, project).Ports.ToDictionary(port => port.Key == "health" ? "internal" : port.Key, port => port.Value), ports);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void It_is_probed_on_the_internal_port_for_what_each_probe_means(string overlay, string project)
    {
        V1Container container = Of(overlay, project).Container;
        Assert.Equal(("/started", "internal"), (container.StartupProbe.HttpGet.Path, container.StartupProbe.HttpGet.Port.Value));
        Assert.Equal(("/ready", "internal"), (container.ReadinessProbe.HttpGet.Path, container.ReadinessProbe.HttpGet.Port.Value));
        Assert.Equal(("/alive", "internal"), (container.LivenessProbe.HttpGet.Path, container.LivenessProbe.HttpGet.Port.Value));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Its_image_is_the_one_that_is_published_and_its_user_the_image_s(string overlay, string project)
    {
        Workload workload = Of(overlay, project);
        var image = ServiceImage.Of(project);
        string registry = overlay == Manifests.Production ? "registry.example.org/" : "";
        Assert.Equal($"{registry}{image.Repository}:{image.Version}", workload.Container.Image);
        Assert.Equal(image.User, $"{workload.Pod.SecurityContext.RunAsUser}");
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_path_in_its_settings_is_mounted_and_written_only_where_it_writes(string overlay, string project)
    {
        Workload workload = Of(overlay, project);
        string[] paths = [.. workload.Environment(Manifests.Of(overlay)).Values.Where(value => value.StartsWith('/'))];
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.NotNull(workload.MountOf(path)));
        Assert.All(workload.Container.VolumeMounts.Where(mount => mount.Name != "tmp"), mount => Assert.Equal(
            !s_written.Contains((workload.Name, mount.MountPath)), mount.ReadOnlyProperty == true));
        // A volume has the same path in every pod: jobs name paths.
        Assert.All(workload.Container.VolumeMounts.Where(mount => workload.VolumeOf(mount)!.PersistentVolumeClaim is not null), mount => Assert.Equal(
            "/data/" + workload.VolumeOf(mount)!.PersistentVolumeClaim.ClaimName, mount.MountPath));
        Assert.Contains(workload.Container.VolumeMounts, mount => mount is { MountPath: "/tmp" } && workload.VolumeOf(mount)!.EmptyDir is not null);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void It_has_more_time_to_end_than_it_takes(string overlay, string project)
    {
        int grace = (int)(Of(overlay, project).Pod.TerminationGracePeriodSeconds ?? 30);
        // What the host is really given, by what all services share.
        TimeSpan taken = Settings(overlay, project).EndTime;
        // A worker finishes its batch, which takes well under a minute.
        int least = project == "Pyner.Worker" ? Math.Max(60, (int)taken.TotalSeconds) : (int)taken.TotalSeconds;
        Assert.InRange(grace, least + 1, 300);
    }

    [Fact]
    public void In_production_the_gateway_speaks_TLS_asks_for_keys_and_is_to_be_reached()
    {
        IReadOnlyDictionary<string, string> gateway = Of(Manifests.Production, "Pyner.Gateway").Environment(Manifests.Of(Manifests.Production));
        Assert.Equal("/secrets/tls/tls.crt", gateway["Gateway__CertificateFile"]);
        Assert.Equal("/secrets/keys/keys", gateway["Gateway__ApiKeysFile"]);
        Assert.DoesNotContain(gateway.Keys, name => name is "Gateway__AllowPlaintext" or "Gateway__AllowAnonymous" or "DOTNET_ENVIRONMENT");
        Assert.Equal("LoadBalancer", Manifests.Of(Manifests.Production).Get<V1Service>("gateway").Spec.Type);
    }

    [Fact]
    public void In_production_Prometheus_is_told_where_metrics_are()
    {
        var manifests = Manifests.Of(Manifests.Production);
        foreach (Workload service in DeployedService.All.Select(service => manifests.Workloads[service.Name]))
        {
            IDictionary<string, string> told = service.Template.Metadata.Annotations;
            Assert.Equal(("true", "/metrics"), (told["prometheus.io/scrape"], told["prometheus.io/path"]));
            Assert.Equal($"{service.Container.Ports.Single(port => port.Name == "internal").ContainerPort}", told["prometheus.io/port"]);
        }
        Assert.All(manifests.Workloads.Values.Where(workload => workload.Owner is V1StatefulSet), server => Assert.Null(server.Template.Metadata.Annotations));
    }

    [Fact]
    public void The_page_s_PodMonitor_finds_every_service_and_its_port()
    {
        string page = File.ReadAllText(Path.Combine(RealDocuments.RepositoryRoot, "docs", "kubernetes.md"));
        string monitor = page.Split("```yaml\n").Single(block => block.Contains("kind: PodMonitor", StringComparison.Ordinal)).Split("```")[0];
        var manifests = Manifests.Of(Manifests.Production);
        Match label = Assert.Single(MatchedLabels().Matches(monitor));
        Workload[] found = [.. manifests.Workloads.Values
            .Where(workload => workload.Labels.TryGetValue(label.Groups["name"].Value, out string? value) && value == label.Groups["value"].Value)];
        Assert.Equal(
            DeployedService.All.Select(service => service.Name).Order(StringComparer.Ordinal),
            found.Select(workload => workload.Name).Order(StringComparer.Ordinal));
        Assert.Contains("matchNames: [pyner]", monitor, StringComparison.Ordinal);
        Assert.Contains("- port: internal\n", monitor, StringComparison.Ordinal);
        Assert.Contains("path: /metrics\n", monitor, StringComparison.Ordinal);
    }

    private static Workload Of(string overlay, string project) => Manifests.Of(overlay).Workloads[DeployedService.Of(project).Name];

    // What the image has, and the manifest over it.
    private ServiceSettings Settings(string overlay, string project)
    {
        Dictionary<string, string> environment = new(ServiceImage.Of(project).Environment);
        foreach ((string name, string value) in Of(overlay, project).Environment(Manifests.Of(overlay)))
            environment[name] = name.EndsWith("PasswordFile", StringComparison.Ordinal) ? _passwordFile : value;
        return DeployedService.Of(project).Read(environment);
    }

    [GeneratedRegex(@"matchLabels: \{(?<name>[^:]+): ""(?<value>[^""]+)""\}")]
    private static partial Regex MatchedLabels();
}
