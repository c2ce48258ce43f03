using System.Text.Json;
using Pyner.Pipeline.Tests.Fakes;
using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.Pipeline.Tests;

public sealed class JobRecordTests : IDisposable
{
    private readonly BuildHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void The_record_of_a_job_says_what_was_read_how_and_what_came_of_it()
    {
        List<MemorySubmission> submissions = MemorySource.Generate(250, 41);
        BuildResult result = _harness.Run(new MemorySource(submissions, SourceKind.Tar), options => options with { Stage = 3, Studies = true, Threads = 2 });
        using JsonDocument document = JsonDocument.Parse(_harness.Read("job.json"));
        JsonElement record = document.RootElement;
        Assert.Equal(
            ["job", "state", "message", "source", "options", "versions", "machine",
                "timings", "resources", "submissions", "files", "ignored_files", "batches", "resumed_from", "checkpoints", "throughput", "rejected", "devices"],
            record.EnumerateObject().Select(property => property.Name));
        Assert.Equal("done_with_rejected", record.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, record.GetProperty("message").ValueKind);
        Assert.Equal(_harness.Job()!.Id, record.GetProperty("job").GetString());

        JsonElement source = record.GetProperty("source");
        Assert.Equal(
            ("/memory", "tar", "f0"),
            (source.GetProperty("path").GetString(), source.GetProperty("kind").GetString(), source.GetProperty("fingerprint").GetString()));

        JsonElement options = record.GetProperty("options");
        Assert.Equal((3, 500_000, 2), (Number(options, "stage"), Number(options, "limit"), Number(options, "threads")));
        Assert.Equal((10, 100), (Number(options, "batch_size"), Number(options, "checkpoint_every")));
        Assert.True(options.GetProperty("studies").GetBoolean());

        Assert.Equal("lines", record.GetProperty("versions").GetProperty("indexer").GetString());
        Assert.StartsWith(".NET", record.GetProperty("versions").GetProperty("runtime").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(record.GetProperty("versions").GetProperty("pyner").GetString()!);
        Assert.Equal(Environment.ProcessorCount, Number(record.GetProperty("machine"), "processors"));

        JsonElement timings = record.GetProperty("timings");
        Assert.True(
            DateTimeOffset.Parse(timings.GetProperty("started").GetString()!, null) <= DateTimeOffset.Parse(timings.GetProperty("ended").GetString()!, null));
        Assert.True(timings.GetProperty("elapsed_seconds").GetDouble() >= timings.GetProperty("building_seconds").GetDouble());
        Assert.Equal(result.Summary.Bytes, Number(record.GetProperty("resources"), "bytes"));
        Assert.True(Number(record.GetProperty("resources"), "peak_memory_bytes") > 0);

        KnowledgeBase.Partial expected = LineParser.ParseAll(submissions);
        Assert.Equal(250, Number(record, "submissions"));
        Assert.Equal(250, Number(record.GetProperty("files"), "submission"));
        Assert.Equal(expected.Totals[Sra.SubmissionFileKind.Sample], Number(record.GetProperty("files"), "sample"));
        Assert.Equal(0, Number(record.GetProperty("files"), "study"));
        Assert.Equal(expected.Totals.IgnoredFiles, Number(record, "ignored_files"));
        Assert.Equal(25, Number(record, "batches"));
        Assert.Equal([100, 200, 250], record.GetProperty("checkpoints").EnumerateArray().Select(checkpoint => Number(checkpoint, "submissions")));
        Assert.Equal(expected.Rejected.Count, Number(record.GetProperty("rejected"), "files"));
        Assert.Equal(expected.Rejected.Count, Number(record.GetProperty("rejected").GetProperty("by_code"), "broken"));
    }

    [Fact]
    public void Only_the_record_differs_between_executions_of_the_same_job()
    {
        List<MemorySubmission> submissions = MemorySource.Generate(120, 42);
        _harness.Run(new MemorySource(submissions), options => options with { Studies = true });
        Dictionary<string, string> first = _harness.Outputs();
        Assert.Equal(["indices.json", "knowledge_base.json", "rejected.jsonl"], first.Keys.Order());
        _harness.Run(new MemorySource(submissions), options => options with { Studies = true, Threads = 1 });
        Assert.Equal(first, _harness.Outputs());
    }

    [Fact]
    public void The_course_of_a_job_goes_from_nothing_to_everything_over_all_its_executions()
    {
        List<MemorySubmission> submissions = MemorySource.Generate(400, 43);
        BuildResult failed = _harness.Run(new MemorySource(submissions) { BreaksAt = 250 });
        Assert.Equal(BuildOutcome.Failed, failed.Outcome);
        long merged = _harness.Job()!.LastCheckpoint!.Submissions;
        _harness.Run(new MemorySource(submissions), options => options with { Resume = true });
        (int Execution, double Seconds, long Submissions)[] course = Course();
        Assert.Equal((1, 0, 0), course[0]);
        Assert.Equal((2, 400), (course[^1].Execution, course[^1].Submissions));
        Assert.Contains(course, point => point.Execution == 2 && point.Submissions == merged);
        Assert.Equal(course.OrderBy(point => point.Execution).ThenBy(point => point.Seconds).ThenBy(point => point.Submissions), course);
        // The record was lost: the checkpoints are left.
        File.Delete(Path.Combine(_harness.Out, "job.json"));
        _harness.Run(new MemorySource(submissions), options => options with { Resume = true });
        Assert.Equal([0, .. Checkpoints(), 400], Course().Select(point => point.Submissions));
    }

    private (int Execution, double Seconds, long Submissions)[] Course()
    {
        using JsonDocument record = JsonDocument.Parse(_harness.Read("job.json"));
        return [.. record.RootElement.GetProperty("throughput").EnumerateArray()
            .Select(point => ((int)Number(point, "execution"), point.GetProperty("seconds").GetDouble(), Number(point, "submissions")))];
    }

    private IEnumerable<long> Checkpoints()
    {
        using JsonDocument record = JsonDocument.Parse(_harness.Read("job.json"));
        return [.. record.RootElement.GetProperty("checkpoints").EnumerateArray().Select(checkpoint => Number(checkpoint, "submissions"))];
    }

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
