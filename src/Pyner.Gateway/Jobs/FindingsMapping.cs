using Pyner.Contracts.V1;
using Pyner.Pipeline.Distribution.Findings;
using Pyner.Pipeline.Outputs;

namespace Pyner.Gateway.Jobs;

/// <summary>Writes what a job has found as callers see it.</summary>
internal static class FindingsMapping
{
    /// <summary>What a job has found.</summary>
    public static Contracts.V1.Findings ToContract(this JobFindings findings) => new()
    {
        Submissions = findings.Submissions,
        Samples = findings.Samples,
        UniqueOrganisms = findings.UniqueOrganisms,
        Organisms = { findings.Organisms.Select(Value) },
        Experiments = findings.Experiments,
        UniqueStrategies = findings.UniqueStrategies,
        Strategies = { findings.Strategies.Select(Value) },
        FilesRejected = findings.RejectedFiles,
        Reasons = { findings.Reasons.Select(Reason) },
        Course = { findings.Course.Select(Point) },
    };

    private static Contracts.V1.FoundValue Value(Pipeline.Distribution.Findings.FoundValue found) => new() { Value = found.Value, Count = found.Count };

    private static RejectionReason Reason(FoundReason reason) =>
        new() { Code = reason.Code, Files = reason.Files, Examples = { reason.Examples.Select(Example) } };

    private static RejectedExample Example(FoundFile file)
    {
        var example = new RejectedExample { File = file.Path, Message = file.Message };
        if (file.Offset is long offset)
            example.Offset = offset;
        if (file.Line is long line)
            example.Line = line;
        return example;
    }

    private static CoursePoint Point(ThroughputPoint point)
    {
        var course = new CoursePoint { Execution = point.Execution, Seconds = point.Seconds, Submissions = point.Submissions };
        if (point.Bytes is long bytes)
            course.XmlBytes = bytes;
        return course;
    }
}
