using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Devices;
using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Outputs;

namespace Pyner.Pipeline;

/// <summary>Says how an execution ended, to the ledger and in <c>job.json</c>. A disk that is full must not hide what went wrong first.</summary>
/// <param name="options">What was to be done.</param>
/// <param name="ports">What the job worked with.</param>
/// <param name="ledger">The ledger.</param>
/// <param name="board">How far it came.</param>
/// <param name="output">The folder of the outputs.</param>
/// <param name="timings">Where the time went.</param>
/// <param name="indexer">What read the XML.</param>
/// <param name="began">When it began.</param>
/// <param name="cpuBefore">The process's processor time then.</param>
internal sealed class BuildEnding(
    BuildOptions options, JobPorts ports, ILedger ledger, ProgressBoard board, OutputFolder output, JobTimings timings, string indexer,
    DateTimeOffset began, TimeSpan cpuBefore)
{
    /// <summary>Ends it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="devices">What the devices did.</param>
    /// <param name="fault">What ended it early; null where nothing did.</param>
    public BuildResult End(OpenedJob job, IReadOnlyList<DeviceShare> devices, BuildFault? fault)
    {
        BuildResult Result(BuildOutcome outcome, string? message) => MakeResult(job, devices, outcome, message);

        bool isDone = fault is null && job.Checkpoints.EndsSource;
        BuildResult result = fault is not null
            ? Result(BuildOutcome.Failed, fault.Reason + fault.Advice)
            : isDone
                ? Result(BuildOutcome.Done, null)
                : Result(BuildOutcome.Interrupted, "Interrupted at a checkpoint. Go on with the same command and --resume.");
        string? failure = isDone ? Finish(job, result) : Leave(job, result, fault);
        if (fault?.Cause is Exception cause)
            ExceptionDispatchInfo.Throw(cause);
        return failure is null ? result : Result(BuildOutcome.Failed, failure);
    }

    /// <summary>How a job ended that was done before.</summary>
    public BuildResult Already(OpenedJob job) => MakeResult(
        job, [], BuildOutcome.Done, $"The job in '{options.OutputFolder}' is done already; nothing was changed. Leave out --resume to build anew.");

    /// <returns>Why it is not finished; null where it is.</returns>
    private string? Finish(OpenedJob job, BuildResult result)
    {
        try
        {
            WriteRecord(job, result);
            // Made of the outputs before it. Where it fails, the job is not finished, and resuming it writes all of them again.
            output.WriteReport(job.Whole);
            output.Flush();
            ledger.Finish(job.Job.Id, DateTimeOffset.UtcNow);
            job.Places.Remove();
            return null;
        }
        catch (Exception e) when (e is JobException or OutputException)
        {
            // A job that failed leaves no knowledge base: whoever looks for the file only would take the job for done.
            output.Withdraw();
            BuildFault fault = BuildFault.Unpublished(e);
            return fault.Reason + fault.Advice;
        }
    }

    /// <returns>Why the ledger does not know how it ended, where that is the first thing that went wrong; else null.</returns>
    private string? Leave(OpenedJob job, BuildResult result, BuildFault? fault)
    {
        string? failure = null;
        try
        {
            ledger.Note(job.Job.Id, fault is null ? JobState.Interrupted : JobState.Failed, fault?.Reason, DateTimeOffset.UtcNow);
        }
        catch (JobException e) when (fault is null)
        {
            failure = e.Message;
            result = MakeResult(job, result.Summary.Devices, BuildOutcome.Failed, failure);
        }
        catch (JobException)
        {
            // What went wrong first is said.
        }
        try
        {
            WriteRecord(job, result);
        }
        catch (Exception e) when (e is JobException or OutputException)
        {
            // Only a record of what was not finished: the ledger has what resuming it takes.
        }
        return failure;
    }

    private void WriteRecord(OpenedJob job, BuildResult result) => output.WriteRecord(new JobRecord
    {
        JobId = job.Job.Id,
        Started = job.Job.StartedAt,
        Identity = job.Identity,
        CheckpointEvery = options.CheckpointEvery,
        Outcome = result.Outcome,
        Message = result.Message,
        Summary = result.Summary,
        Began = began,
        Ended = DateTimeOffset.UtcNow,
        Timings = timings,
        Indexer = indexer,
        ResumedFrom = job.ResumedFrom,
        Checkpoints = ledger.ReadCheckpoints(job.Job.Id),
        Throughput = job.Throughput.Points,
        Devices = ports.Devices?.Reports ?? [],
    });

    private BuildResult MakeResult(OpenedJob job, IReadOnlyList<DeviceShare> devices, BuildOutcome outcome, string? message)
    {
        BuildProgress progress = board.Now;
        using var process = Process.GetCurrentProcess();
        return new BuildResult
        {
            Outcome = outcome == BuildOutcome.Done && job.Whole.Rejected.Count > 0 ? BuildOutcome.DoneWithRejected : outcome,
            Message = message,
            Summary = BuildSummary.Of(job.Whole) with
            {
                Batches = job.Checkpoints.EndBatch,
                Checkpoints = job.Checkpoints.Count,
                Threads = options.EffectiveThreads,
                Devices = devices,
                ResumedSubmissions = progress.ResumedSubmissions,
                ResumedBytes = progress.ResumedBytes,
                Elapsed = board.Elapsed,
                CpuTime = Environment.CpuUsage.TotalTime - cpuBefore,
                PeakMemory = process.PeakWorkingSet64,
            },
        };
    }
}
