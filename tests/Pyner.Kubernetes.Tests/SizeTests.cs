using System.Globalization;
using Pyner.TestData;

namespace Pyner.Kubernetes.Tests;

/// <summary>What services may fill, held against the room that they have.</summary>
public sealed class SizeTests
{
    private const long Gibibyte = 1L << 30;

    // What the knowledge base of all of the SRA is meant to need.
    private const long LargestKnowledgeBase = 16 * Gibibyte;

    [Theory]
    [MemberData(nameof(ManifestTests.Overlays), MemberType = typeof(ManifestTests))]
    public void All_that_all_scanners_may_spool_has_room_on_the_volume(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        Workload scanner = manifests.Workloads["scanner"];
        IReadOnlyDictionary<string, string> settings = scanner.Environment(manifests);
        long spooled = (scanner.Replicas ?? 1) * Number(settings["Scanner__MaxJobs"]) * Number(settings["Scanner__MaxSpoolBytes"]);
        Assert.InRange(spooled, 1, (long)manifests.Get<V1PersistentVolumeClaim>("spool").Spec.Resources.Requests["storage"].ToDecimal());
    }

    [Theory]
    [MemberData(nameof(ManifestTests.Overlays), MemberType = typeof(ManifestTests))]
    public void An_aggregator_has_no_more_jobs_than_its_memory_is_meant_for(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        Workload aggregator = manifests.Workloads["aggregator"];
        long jobs = Number(aggregator.Environment(manifests)["Aggregator__MaxJobs"]);
        long memory = Memory(aggregator);
        Assert.InRange(jobs, 1, overlay == Manifests.Production ? memory / LargestKnowledgeBase : Math.Max(1, memory / Gibibyte));
    }

    [Theory]
    [MemberData(nameof(ManifestTests.Overlays), MemberType = typeof(ManifestTests))]
    public void Redis_refuses_writes_before_it_is_killed_for_its_memory(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        Workload redis = manifests.Workloads["redis"];
        string settings = manifests.Get<V1ConfigMap>(redis.Pod.Volumes.Single(volume => volume.Name == "config").ConfigMap.Name).Data["redis.conf"];
        string most = Assert.Single(settings.Split('\n'), line => line.StartsWith("maxmemory ", StringComparison.Ordinal)).Split(' ')[1];
        Assert.EndsWith("gb", most, StringComparison.Ordinal);
        // A quarter is left for buffers and for what is copied while its file is rewritten.
        Assert.InRange(Number(most[..^2]) * Gibibyte, Gibibyte, Memory(redis) * 3 / 4);
    }

    [Fact]
    public void The_page_s_figures_of_the_spool_are_these()
    {
        string page = File.ReadAllText(Path.Combine(RealDocuments.RepositoryRoot, "docs", "kubernetes.md"));
        Assert.Contains($"{Figures(Manifests.Production)} in production, {Figures(Manifests.Dev)} in dev", page, StringComparison.Ordinal);
    }

    private static string Figures(string overlay)
    {
        var manifests = Manifests.Of(overlay);
        Workload scanner = manifests.Workloads["scanner"];
        IReadOnlyDictionary<string, string> settings = scanner.Environment(manifests);
        decimal volume = manifests.Get<V1PersistentVolumeClaim>("spool").Spec.Resources.Requests["storage"].ToDecimal() / Gibibyte;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{scanner.Replicas} x {settings["Scanner__MaxJobs"]} x "
            + $"{(decimal)Number(settings["Scanner__MaxSpoolBytes"]) / Gibibyte:0.#} GiB of {volume:0} GiB");
    }

    private static long Memory(Workload workload) => (long)workload.Container.Resources.Limits["memory"].ToDecimal();

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
