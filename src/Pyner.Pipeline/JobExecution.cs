using System.Diagnostics;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Outputs;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline;

/// <summary>
/// What <see cref="BuildJob"/> does once its ledger and its source are open: opens the job, merges the source, publishes, and says how it ended.
/// </summary>
internal sealed class JobExecution(
    BuildOptions options, JobPorts ports, IBuildObserver? observer, ProgressBoard board, ILedger ledger, SubmissionSource source,
    string indexer, DateTimeOffset timestamp)
{
    private readonly DateTimeOffset _began = DateTimeOffset.UtcNow;
    private readonly TimeSpan _cpuBefore = Environment.CpuUsage.TotalTime;
    private readonly JobTimings _timings = new() { Opening = board.Elapsed };
    private readonly OutputFolder _output = new(options.OutputFolder, timestamp);

    public BuildResult Run(CancellationToken cancellation)
    {
        OpenedJob job = new JobStart(options, ports, ledger, board, _output, _timings, _began).Open(Identity());
        var ending = new BuildEnding(options, ports, ledger, board, _output, _timings, indexer, _began, _cpuBefore);
        if (job.Job.State == JobState.Finished && _output.IsComplete(job.Identity))
            return ending.Already(job);
        observer?.Began(new BuildBeginning
        {
            JobId = job.Job.Id,
            Identity = job.Identity,
            Submissions = board.Now.SubmissionsTotal,
            Threads = options.EffectiveThreads,
            ResumedFrom = job.ResumedFrom,
            Proves = job.Proves,
        });
        if (job.Notice is string notice)
            observer?.Noted(notice);
        var merge = new BuildMerge(options, ports, observer, board, source, job, _timings);
        merge.TellOfDevices();
        if (!job.Checkpoints.EndsSource)
            merge.Run(cancellation);
        BuildFault? fault = merge.Fault;
        if (fault is null && job.Checkpoints.EndsSource)
            fault = Publish(job);
        return ending.End(job, merge.Devices, fault);
    }

    private JobIdentity Identity() => new()
    {
        SourcePath = source.Path,
        SourceKind = source.Kind,
        Fingerprint = source.Fingerprint,
        Stage = options.Stage,
        Limit = options.EffectiveLimit,
        BatchSize = options.BatchSize,
        Studies = options.Studies,
        Tables = options.Tables,
    };

    /// <returns>What failed; null where nothing did.</returns>
    private BuildFault? Publish(OpenedJob job)
    {
        board.Enter(BuildPhase.Publishing);
        long started = Stopwatch.GetTimestamp();
        job.Whole.OpenJoins.Resolve();
        try
        {
            if (job.Tables is not null)
            {
                job.Tables.WriteCatalogs(job.Whole, timestamp);
                job.TableFolders!.Publish();
                observer?.Published(Path.GetFullPath(job.TableFolders.Target));
                job.TableFolders.Remove();
            }
            foreach (string path in _output.Publish(job.Whole, job.Identity))
                observer?.Published(path);
            return null;
        }
        catch (OutputException e)
        {
            return BuildFault.Unpublished(e);
        }
        finally
        {
            _timings.Publishing = Stopwatch.GetElapsedTime(started);
        }
    }
}
