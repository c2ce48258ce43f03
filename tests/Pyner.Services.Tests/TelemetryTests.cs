using System.Globalization;
using System.Text;
using System.Text.Json;
using Pyner.TelemetryCollector;
using Pyner.TestData;
using Xunit;

namespace Pyner.Services.Tests;

/// <summary>What the services tell of themselves while they do a job, received as a collector receives it.</summary>
public sealed class TelemetryTests(TracedJob traced, PynerSystem system) : IClassFixture<TracedJob>
{
    private const string Ordinal = "pyner.batch.ordinal";
    private const string Pipeline = "Pyner.Pipeline";

    [Fact]
    public void The_spans_of_a_batch_are_one_trace_from_its_plan_to_its_merge_through_all_services()
    {
        PynerSystem.Require();
        ILookup<string, ReceivedSpan> traces = traced.Sent.Spans.ToLookup(span => span.TraceId);
        ReceivedSpan[] plans = [.. OfJob("plan batch").OrderBy(span => long.Parse(span.Attributes[Ordinal], CultureInfo.InvariantCulture))];
        Assert.Equal(
            Enumerable.Range(0, (int)traced.Job.Progress.Planned.Batches),
            plans.Select(plan => int.Parse(plan.Attributes[Ordinal], CultureInfo.InvariantCulture)));
        Assert.Equal(plans.Length, plans.DistinctBy(plan => plan.TraceId).Count());
        Assert.All(plans, plan =>
        {
            ReceivedSpan[] trace = [.. traces[plan.TraceId]];
            Assert.Equal(
                ["pyner-aggregator", "pyner-gateway", "pyner-scanner", "pyner-worker"],
                trace.Select(span => span.Service).Distinct().Order(StringComparer.Ordinal));
            // Each step once, by the one whose step it is.
            Assert.Equal(
                [("merge batch", "pyner-aggregator"), ("parse batch", "pyner-worker"), ("plan batch", "pyner-scanner")],
                trace.Where(span => span.Source == Pipeline).Select(span => (span.Name, span.Service)).Order());
            Assert.All(trace.Where(span => span.Source == Pipeline), span => Assert.Equal(
                (traced.Job.Id, plan.Attributes[Ordinal], plan.Attributes["pyner.batch.id"]),
                (span.Attributes["pyner.job.id"], span.Attributes[Ordinal], span.Attributes["pyner.batch.id"])));
            // A tree: the plan is its root, and every other span is part of one that is there.
            HashSet<string> ids = [.. trace.Select(span => span.Id)];
            Assert.Equal(plan, Assert.Single(trace, span => span.ParentId.Length == 0));
            Assert.All(trace.Where(span => span != plan), span => Assert.Contains(span.ParentId, ids));
        });
    }

    [Fact]
    public void What_happens_once_for_a_job_is_in_the_trace_of_the_call_that_started_it_to_which_its_batches_lead()
    {
        PynerSystem.Require();
        string job = Assert.Single(OfJob("plan batch").SelectMany(plan => plan.LinkedTraces).Distinct());
        ReceivedSpan[] trace = [.. traced.Sent.Spans.Where(span => span.TraceId == job)];
        ReceivedSpan call = Assert.Single(trace, span => span.ParentId.Length == 0);
        Assert.Equal("pyner-gateway", call.Service);
        Assert.Contains("StartJob", call.Name, StringComparison.Ordinal);
        Assert.Equal(traced.Job.Progress.Checkpoints, OfJob("record checkpoint").Count());
        Assert.All(OfJob("record checkpoint"), span => Assert.Equal((job, "pyner-aggregator"), (span.TraceId, span.Service)));
        ReceivedSpan publication = Assert.Single(OfJob("publish knowledge base"));
        Assert.Equal((job, "pyner-aggregator"), (publication.TraceId, publication.Service));
    }

    [Fact]
    public void Metrics_tell_what_was_done_how_long_it_took_and_what_the_ledger_and_the_processes_take()
    {
        PynerSystem.Require();
        Contracts.V1.Progress progress = traced.Job.Progress;
        Assert.Equal(progress.Parsed.Submissions, Sum("pyner.submissions"));
        Assert.Equal(progress.XmlBytes, Sum("pyner.xml"));
        Assert.Equal(progress.Planned.Batches, Sum("pyner.batches", "pyner.batch.state", "planned"));
        Assert.Equal(progress.Planned.Batches, Sum("pyner.batches", "pyner.batch.state", "parsed"));
        Assert.Equal(progress.Planned.Batches, Sum("pyner.batches", "pyner.batch.state", "merged"));
        Assert.Equal(0, Sum("pyner.batches", "pyner.batch.state", "failed"));
        Assert.Equal(
            RejectedFiles(),
            Points("pyner.files.rejected").GroupBy(point => point.Attributes["error.type"])
                .ToDictionary(group => group.Key, group => (int)group.Sum(point => point.Value)));
        foreach (string duration in (string[])["pyner.batch.wait.duration", "pyner.batch.parse.duration", "pyner.batch.merge.duration"])
            Assert.Equal((progress.Planned.Batches, "s"), (Points(duration).Sum(point => point.Count), Points(duration).First().Unit));
        Assert.Equal(progress.Checkpoints, Points("pyner.checkpoint.duration").Sum(point => point.Count));
        Assert.Equal(1, Points("pyner.publication.duration").Sum(point => point.Count));
        Assert.All(Points("pyner.batch.parse.duration"), point => Assert.Equal("cpu", point.Attributes["pyner.device"]));
        Assert.InRange(Sum("pyner.ledger.size"), 100_000, long.MaxValue);
        Assert.Equal(["publishing", "queued", "running"], Points("pyner.ledger.jobs").Select(point => point.Attributes["pyner.job.state"]).Order());
        Assert.Equal(
            ["finished", "leased", "merged", "waiting"],
            Points("pyner.ledger.batches").Select(point => point.Attributes["pyner.batch.state"]).Order());
        foreach (string service in (string[])["pyner-aggregator", "pyner-gateway", "pyner-scanner", "pyner-worker"])
        {
            Assert.Contains(Points("dotnet.process.cpu.time"), point => point.Service == service && point.Value > 0);
            Assert.Contains(Points("dotnet.process.memory.working_set"), point => point.Service == service && point.Value > 10e6);
        }
    }

    [Fact]
    public void Every_metric_is_described_and_every_one_described_comes()
    {
        PynerSystem.Require();
        string[] described =
        [
            .. File.ReadLines(Path.Combine(RealDocuments.RepositoryRoot, "docs", "telemetry.md"))
                .Where(line => line.StartsWith("| `pyner.", StringComparison.Ordinal)).Select(line => line.Split('`')[1])
                // There is no device here, and nobody is refused.
                .Where(name => !name.StartsWith("pyner.device.", StringComparison.Ordinal) && name != "pyner.calls.refused"),
        ];
        string[] received = [.. traced.Sent.Points.Select(point => point.Metric).Where(name => name.StartsWith("pyner.", StringComparison.Ordinal)).Distinct()];
        Assert.Equal(described.Order(StringComparer.Ordinal), received.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Logs_say_which_job_and_which_batch_they_are_about_and_belong_to_its_trace()
    {
        PynerSystem.Require();
        Dictionary<string, ReceivedSpan> plans = OfJob("plan batch").ToDictionary(span => span.Attributes["pyner.batch.id"]);
        ReceivedLog[] parsed = [.. traced.Sent.Logs.Where(line => line.Message.StartsWith("Parsed batch", StringComparison.Ordinal))];
        Assert.Equal(plans.Keys.Order(), parsed.Select(line => line.Attributes["BatchId"]).Order());
        Assert.All(parsed, line =>
        {
            ReceivedSpan plan = plans[line.Attributes["BatchId"]];
            Assert.Equal(("pyner-worker", traced.Job.Id, plan.Attributes[Ordinal]), (line.Service, line.Attributes["JobId"], line.Attributes["Ordinal"]));
            Assert.Equal(plan.TraceId, line.TraceId);
        });
        foreach ((string service, string start) in ((string, string)[])[("pyner-scanner", "Job {0}: all planned"), ("pyner-aggregator", "Job {0} completed")])
        {
            string message = string.Format(CultureInfo.InvariantCulture, start, traced.Job.Id);
            ReceivedLog line = Assert.Single(traced.Sent.Logs, line => line.Message.StartsWith(message, StringComparison.Ordinal));
            Assert.Equal((service, traced.Job.Id), (line.Service, line.Attributes["JobId"]));
        }
    }

    [Fact]
    public void Prometheus_finds_the_same_figures_on_the_internal_port()
    {
        PynerSystem.Require();
        Assert.Equal(6, traced.Metrics.Count);
        long parsed = traced.Metrics.Where(pair => pair.Key.StartsWith("worker", StringComparison.Ordinal))
            .SelectMany(pair => pair.Value.Split('\n'))
            .Where(line => line.StartsWith("pyner_submissions", StringComparison.Ordinal))
            .Sum(line => long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
        Assert.Equal(traced.Job.Progress.Parsed.Submissions, parsed);
        Assert.Contains("pyner_ledger_size_bytes", traced.Metrics["gateway-traced"], StringComparison.Ordinal);
        Assert.Contains("pyner_batch_merge_duration_seconds_bucket", traced.Metrics["aggregator-traced"], StringComparison.Ordinal);
        Assert.All(traced.Metrics.Values, metrics => Assert.Contains("dotnet_process_memory_working_set_bytes", metrics, StringComparison.Ordinal));
    }

    [Fact]
    public void No_password_and_no_key_is_in_what_is_sent_logged_or_recorded()
    {
        PynerSystem.Require();
        string redis = system.Redis.ConnectionString.Split("password=")[1];
        foreach (string secret in (string[])[system.Broker.Password, redis, system.Key])
        {
            byte[] bytes = Encoding.UTF8.GetBytes(secret);
            Assert.All(traced.Sent.Received, message => Assert.Equal(-1, message.AsSpan().IndexOf(bytes)));
            Assert.All(traced.Logs, log => Assert.DoesNotContain(secret, log.Value, StringComparison.Ordinal));
            Assert.DoesNotContain(secret, File.ReadAllText(Path.Combine(traced.Job.Options.Output, "job.json")), StringComparison.Ordinal);
        }
    }

    private IEnumerable<ReceivedSpan> OfJob(string name) =>
        traced.Sent.Spans.Where(span => span.Source == Pipeline && span.Name == name && span.Attributes["pyner.job.id"] == traced.Job.Id);

    private IEnumerable<ReceivedPoint> Points(string metric) => traced.Sent.Points.Where(point => point.Metric == metric);

    private long Sum(string metric, string? attribute = null, string? value = null) =>
        (long)Points(metric).Where(point => attribute is null || point.Attributes[attribute] == value).Sum(point => point.Value);

    /// <summary>How often each error code is in the job's list of rejected files.</summary>
    private Dictionary<string, int> RejectedFiles() => File.ReadLines(Path.Combine(traced.Job.Options.Output, "rejected.jsonl"))
        .Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("code").GetString()!)
        .CountBy(code => code).ToDictionary(pair => pair.Key, pair => pair.Value);
}
