using System.Diagnostics;
using System.Text;
using Pyner.Contracts.V1;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline;
using Pyner.Pipeline.Distribution;

namespace Pyner.Gateway.Starting;

/// <summary>
/// Checks what is asked for, as <see cref="BuildOptions.Validate"/> does for <c>pyner build</c>, and fills in what was left out.
/// </summary>
/// <param name="folders">Where jobs may read and write.</param>
internal sealed class JobRequests(AllowedFolders folders)
{
    private const int MaxPath = 4096;
    private const int MaxRequestId = 128;

    private static readonly BuildOptions s_defaults = new() { SourcePath = "", OutputFolder = "" };

    /// <summary>Makes a job's request of a call's whose fields are right.</summary>
    /// <exception cref="Grpc.Core.RpcException">It can't be done so: a path lies elsewhere, or is not what it should be.</exception>
    public JobRequest Make(StartJobRequest asked, string jobId)
    {
        string source = folders.Source(asked.Source);
        return Options(asked) with
        {
            SourcePath = source,
            OutputFolder = folders.Output(asked.Output, jobId, source),
            Timestamp = PublicationTime.FromEnvironment(),
            Trace = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null,
        };
    }

    /// <summary>Whether a call asks once more for a job that it started, wherever the job's source and folder have gone since.</summary>
    public static bool IsRepeated(JobStatus known, StartJobRequest asked)
    {
        JobRequest request = known.Request;
        return Options(asked) with
        {
            SourcePath = request.SourcePath,
            OutputFolder = request.OutputFolder,
            Timestamp = request.Timestamp,
            Trace = request.Trace,
        } == request
            && CanonicalPath.LeadsTo(asked.Source, request.SourcePath)
            && (asked.Output.Length > 0 ? CanonicalPath.LeadsTo(asked.Output, request.OutputFolder) : Path.GetFileName(request.OutputFolder) == known.Id);
    }

    /// <summary>Checks all of a call that can be checked without looking anywhere.</summary>
    /// <exception cref="Grpc.Core.RpcException">A field is missing or out of its range.</exception>
    public static void CheckFields(StartJobRequest asked)
    {
        var violations = new FieldViolations();
        violations.Require(asked.Source.Length > 0, "source", "source is missing. Name a folder of submissions, a tar or a tar.gz.");
        violations.Require(asked.Source.Length == 0 || IsFullPath(asked.Source), "source", "source must be a full path, such as /data/dump.tar.gz.");
        violations.Require(
            asked.Output.Length == 0 || IsFullPath(asked.Output), "output",
            "output must be a full path, such as /data/kb; leave it out for a folder of the job's own.");
        violations.Require(
            !asked.HasStage || asked.Stage is >= 1 and <= 3, "stage",
            $"stage {asked.Stage} does not exist. It is 1 (1,000 submissions), 2 (50,000) or 3 (500,000); leave it out for all.");
        violations.Require(
            !asked.HasLimit || asked.Limit >= 1, "limit", $"limit {asked.Limit} is out of range. Give 1 or more, or leave it out for all submissions.");
        violations.Require(
            !asked.HasBatchSize || asked.BatchSize is >= 1 and <= BuildOptions.MaxBatchSize, "batch_size",
            $"batch_size {asked.BatchSize} is out of range. Give 1 to {BuildOptions.MaxBatchSize}, or leave it out for {JobRequest.StandardBatchSize}.");
        violations.Require(
            !asked.HasCheckpointEvery || asked.CheckpointEvery is >= 1 and <= BuildOptions.MaxCheckpointEvery, "checkpoint_every",
            $"checkpoint_every {asked.CheckpointEvery} is out of range. Give 1 to {BuildOptions.MaxCheckpointEvery} submissions, "
            + $"or leave it out for {s_defaults.CheckpointEvery}.");
        int batchSize = asked.HasBatchSize ? asked.BatchSize : JobRequest.StandardBatchSize;
        long most = BuildOptions.MostBetweenCheckpoints(batchSize);
        violations.Require(
            batchSize < 1 || asked.CheckpointEvery > BuildOptions.MaxCheckpointEvery || asked.CheckpointEvery <= most, "checkpoint_every",
            $"checkpoint_every {asked.CheckpointEvery} with batch_size {batchSize} is more than {BuildOptions.MaxCheckpointBatches} batches. "
            + $"Give {most} at most, or larger batches.");
        violations.Require(
            Encoding.UTF8.GetByteCount(asked.RequestId) <= MaxRequestId, "request_id",
            $"request_id is longer than {MaxRequestId} bytes. Give a UUID, or leave it out.");
        violations.ThrowIfAny();
    }

    // All but the paths and what is of the moment.
    private static JobRequest Options(StartJobRequest asked) => new()
    {
        SourcePath = "",
        OutputFolder = "",
        Stage = asked.HasStage ? asked.Stage : null,
        Limit = asked.HasLimit ? asked.Limit : null,
        BatchSize = asked.HasBatchSize ? asked.BatchSize : JobRequest.StandardBatchSize,
        CheckpointEvery = asked.HasCheckpointEvery ? asked.CheckpointEvery : s_defaults.CheckpointEvery,
        Studies = asked.Studies,
        Tables = asked.Tables,
        Timestamp = default,
    };

    private static bool IsFullPath(string path) =>
        path.StartsWith('/') && !path.Contains('\0', StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(path) < MaxPath;
}
