namespace Pyner.Kubernetes.Tests;

/// <summary>Who can reach whom: every pair of pods and every port of theirs, by the rules that Kubernetes has for policies.</summary>
public sealed class NetworkTests
{
    private const string Outside = "outside";
    private const string Keda = "keda";
    private const string Monitoring = "monitoring";
    private const string Names = "kube-system";

    private static readonly string[] s_services = ["gateway", "scanner", "worker", "aggregator"];
    private static readonly string[] s_others = [Outside, Keda, Monitoring];

    // By what is configured: the servers' addresses, and what the job calls.
    private static IEnumerable<(string From, string To, int Port)> Needed =>
    [
        .. s_services.SelectMany(service => ((string, string, int)[])[(service, "rabbitmq", 5672), (service, "redis", 6379)]),
        ("build", "gateway", 5080),
        ("build", "gateway", 5081),
    ];

    [Fact]
    public void In_development_only_the_flows_that_exist_are_open() => RequireFlows(Manifests.Dev, Needed);

    [Fact]
    public void In_production_there_are_callers_from_outside_scaling_and_monitoring_too() => RequireFlows(
        Manifests.Production,
        [
            .. Needed,
            (Outside, "gateway", 5080), (Outside, "gateway", 5081),
            // Whoever may come from outside may come from these too.
            (Keda, "gateway", 5080), (Keda, "gateway", 5081), (Monitoring, "gateway", 5080), (Monitoring, "gateway", 5081),
            (Keda, "rabbitmq", 15672),
            .. s_services.Select(service => (Monitoring, service, 8081)),
            .. s_services.Select(service => (service, Monitoring, 4317)),
        ]);

    [Theory]
    [MemberData(nameof(ManifestTests.Overlays), MemberType = typeof(ManifestTests))]
    public void All_may_ask_for_names_and_only_the_cluster_s_own_server(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        foreach (Workload pod in manifests.Workloads.Values)
        {
            Assert.True(MayLeave(manifests, pod, Names, new() { ["k8s-app"] = "kube-dns" }, 53));
            Assert.False(MayLeave(manifests, pod, Names, new() { ["k8s-app"] = "something-else" }, 53));
            Assert.False(MayLeave(manifests, pod, Names, new() { ["k8s-app"] = "kube-dns" }, 443));
        }
    }

    private static void RequireFlows(string overlay, IEnumerable<(string From, string To, int Port)> needed)
    {
        var manifests = Manifests.Of(overlay);
        Dictionary<string, Workload> pods = new(manifests.Workloads) { ["build"] = Manifests.Of(Manifests.Build).Workloads["build"] };
        var open = new HashSet<(string, string, int)>();
        foreach ((string name, Workload pod) in pods)
        {
            foreach (int port in (pod.Container.Ports ?? []).Select(port => port.ContainerPort))
            {
                foreach ((string from, Workload caller) in pods.Where(other => other.Key != name))
                {
                    if (MayLeave(manifests, caller, "pyner", pod.Labels.ToDictionary(), port)
                        && MayEnter(manifests, pod, "pyner", caller.Labels.ToDictionary(), port))
                        open.Add((from, name, port));
                }
                foreach (string from in s_others.Where(from => MayEnter(manifests, pod, from, [], port)))
                    open.Add((from, name, port));
            }
            foreach (int port in (int[])[80, 443, 4317, 4318, 5672, 6379, 8080])
            {
                foreach (string to in s_others.Where(to => MayLeave(manifests, pod, to, [], port)))
                    open.Add((name, to, port));
            }
        }
        Assert.Equal(needed.Order(), open.Order());
    }

    private static bool MayEnter(Manifests manifests, Workload pod, string fromNamespace, Dictionary<string, string> fromLabels, int port) =>
        Policies(manifests, pod, "Ingress").SelectMany(policy => policy.Spec.Ingress ?? [])
            .Any(rule => Opens(rule.FromProperty, rule.Ports, fromNamespace, fromLabels, port));

    private static bool MayLeave(Manifests manifests, Workload pod, string toNamespace, Dictionary<string, string> toLabels, int port) =>
        Policies(manifests, pod, "Egress").SelectMany(policy => policy.Spec.Egress ?? [])
            .Any(rule => Opens(rule.To, rule.Ports, toNamespace, toLabels, port));

    // A pod that no policy concerns may do everything.
    private static V1NetworkPolicy[] Policies(Manifests manifests, Workload pod, string type)
    {
        V1NetworkPolicy[] policies = [.. manifests.All<V1NetworkPolicy>()
            .Where(policy => policy.Spec.PolicyTypes.Contains(type) && pod.Matches(policy.Spec.PodSelector))];
        Assert.NotEmpty(policies);
        return policies;
    }

    private static bool Opens(
        IList<V1NetworkPolicyPeer>? peers, IList<V1NetworkPolicyPort>? ports, string ofNamespace, Dictionary<string, string> labels, int port) =>
        (ports is null || ports.Any(open => open.Port is null || open.Port.Value == $"{port}"))
        && (peers is null || peers.Any(peer => IsMeant(peer, ofNamespace, labels)));

    private static bool IsMeant(V1NetworkPolicyPeer peer, string ofNamespace, Dictionary<string, string> labels)
    {
        Assert.Null(peer.IpBlock);
        bool isNamespace = peer.NamespaceSelector is { } spaces
            ? spaces.MatchLabels is null || spaces.MatchLabels.Single() is { Key: "kubernetes.io/metadata.name" } name && name.Value == ofNamespace
            : ofNamespace == "pyner";
        return isNamespace
            && (peer.PodSelector?.MatchLabels ?? new Dictionary<string, string>()).All(label => labels.GetValueOrDefault(label.Key) == label.Value);
    }
}
