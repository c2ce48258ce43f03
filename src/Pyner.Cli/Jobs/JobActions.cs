using Pyner.Cli.Access;
using Pyner.Cli.Terminal;
using Pyner.Contracts.V1;

namespace Pyner.Cli.Jobs;

/// <summary>What the commands of <c>pyner job</c> do.</summary>
internal static class JobActions
{
    /// <summary>Starts a job, and watches it where that is asked for.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Start(GatewayTarget target, JobAsked asked, bool watch, JobShowing showing) => Run(target, async (gateway, cancellation) =>
    {
        Job job = await gateway.StartAsync(Request(asked), cancellation);
        if (watch)
        {
            if (!showing.Quiet)
                Stderr.WriteLine($"pyner: job {job.Id} started");
            return await WatchAsync(gateway, job.Id, job, showing, cancellation);
        }
        if (showing.Json)
            WriteLines([job]);
        else if (!showing.Quiet)
            Console.Out.WriteLine(job.Id);
        return ExitCode.Done;
    });

    /// <summary>Watches a job to its end.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Watch(GatewayTarget target, string jobId, JobShowing showing) =>
        Run(target, (gateway, cancellation) => WatchAsync(gateway, jobId, null, showing, cancellation));

    /// <summary>Shows a job.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Status(GatewayTarget target, string jobId, bool json) => Run(target, async (gateway, cancellation) =>
    {
        Job job = await gateway.GetAsync(jobId, cancellation);
        if (json)
            WriteLines([job]);
        else
            JobSummary.Write(job);
        return ExitCode.Done;
    });

    /// <summary>Shows the newest jobs.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int List(GatewayTarget target, int count, bool json) => Run(target, async (gateway, cancellation) =>
    {
        IReadOnlyList<Job> jobs = await gateway.ListAsync(count, cancellation);
        if (json)
            WriteLines(jobs);
        else
            JobTable.Write(jobs);
        return ExitCode.Done;
    });

    /// <summary>Asks to cancel a job.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Cancel(GatewayTarget target, string jobId, string reason) => Run(target, async (gateway, cancellation) =>
    {
        Job job = await gateway.CancelAsync(jobId, reason, cancellation);
        if (job.State is JobState.Completed or JobState.Failed)
            throw new UserException($"the job is {job.State.Word()} already, and stays as it is");
        Stderr.WriteLine(job.State == JobState.Cancelled
            ? "pyner: the job is cancelled"
            : "pyner: the job will end as soon as the services see that; 'pyner job watch' shows when");
        return ExitCode.Done;
    });

    private static int Run(GatewayTarget target, Func<GatewayClient, CancellationToken, Task<int>> action)
    {
        using var interruption = new Interruption(() => { });
        using var gateway = new GatewayClient(target);
        return action(gateway, interruption.Token).GetAwaiter().GetResult();
    }

    private static async Task<int> WatchAsync(GatewayClient gateway, string jobId, Job? known, JobShowing showing, CancellationToken cancellation)
    {
        Job ended;
        // Disposed before the summary; once more does no harm.
        using IJobDisplay display = Display(showing);
        try
        {
            ended = await new JobWatcher(gateway, display, known).RunAsync(jobId, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            display.Dispose();
            if (!showing.Quiet)
                Stderr.WriteLine($"pyner: no longer watching; the job goes on. 'pyner job watch {jobId}' shows it again, 'pyner job cancel {jobId}' ends it");
            return ExitCode.Interrupted;
        }
        finally
        {
            display.Dispose();
        }
        display.Ended(ended);
        JobOutcome outcome = JobOutcome.Of(ended);
        if (outcome.Message is { } message)
            ErrorReport.Write(message);
        return outcome.ExitCode;
    }

    private static IJobDisplay Display(JobShowing showing) => showing switch
    {
        { Quiet: true } => new QuietJobDisplay(),
        { Json: true } => new JsonJobDisplay(),
        _ when TerminalInfo.ErrorIsTerminal => new TerminalJobDisplay(),
        _ => new LineJobDisplay(),
    };

    private static void WriteLines(IReadOnlyList<Job> jobs)
    {
        using var lines = new JsonLines();
        foreach (Job job in jobs)
        {
            lines.Write(json =>
            {
                json.WriteString("type", "job");
                JobJson.Write(json, job);
            });
        }
    }

    private static StartJobRequest Request(JobAsked asked)
    {
        var request = new StartJobRequest { Source = asked.Source, Output = asked.Output ?? "", Studies = asked.Studies, Tables = asked.Tables };
        if (asked.Stage is int stage)
            request.Stage = stage;
        if (asked.Limit is long limit)
            request.Limit = limit;
        if (asked.BatchSize is int batchSize)
            request.BatchSize = batchSize;
        if (asked.CheckpointEvery is long checkpointEvery)
            request.CheckpointEvery = checkpointEvery;
        return request;
    }
}
