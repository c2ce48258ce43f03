using Pyner.Cli.Building;
using Pyner.Cli.Terminal;
using Pyner.Contracts.V1;

namespace Pyner.Cli.Jobs;

/// <summary>A job's progress in the words of <c>pyner build</c>.</summary>
internal static class JobFigures
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    /// <summary>The whole job.</summary>
    public static ProgressFigures Of(Job job)
    {
        Progress progress = job.Progress;
        return new ProgressFigures
        {
            Fraction = progress.HasPercent ? progress.Percent / 100 : null,
            Outlook = Outlook(job),
            Elapsed = Elapsed(job),
            Submissions = progress.HasSubmissionsTotal
                ? $"{Quantity.Count(progress.Parsed.Submissions)} of {Quantity.Count(progress.SubmissionsTotal, "submission")}"
                : Quantity.Count(progress.Parsed.Submissions, "submission"),
            Bytes = Quantity.Bytes(progress.XmlBytes),
            Rate = Rate(progress.HasSubmissionsPerSecond, progress.SubmissionsPerSecond),
            ByteRate = ByteRate(progress.HasXmlBytesPerSecond, progress.XmlBytesPerSecond),
            Rejected = $"{Quantity.Count(progress.FilesRejected)} rejected" + Failed(progress.BatchesFailed),
            AnyRejected = progress.FilesRejected + progress.BatchesFailed > 0,
        };
    }

    /// <summary>One line for each device that has parsed something, or has a worker.</summary>
    public static IReadOnlyList<JobDevice> Devices(Job job)
    {
        double whole = Math.Max(1, job.Progress.Parsed.Submissions);
        double done = job.Progress.HasPercent ? job.Progress.Percent / 100 : 0;
        return [.. job.Devices.Select(device => device.Device).Union(job.Workers.SelectMany(Names)).Order(StringComparer.Ordinal).Select(name =>
        {
            DeviceProgress share = job.Devices.FirstOrDefault(device => device.Device == name) ?? new DeviceProgress { Device = name };
            int workers = job.Workers.Count(worker => Names(worker).Contains(name));
            string[] figures =
            [
                Quantity.Count(share.Submissions, "submission"),
                Quantity.Bytes(share.XmlBytes),
                Rate(share.HasSubmissionsPerSecond, share.SubmissionsPerSecond),
                ByteRate(share.HasXmlBytesPerSecond, share.XmlBytesPerSecond),
            ];
            return new JobDevice(
                name, done * (share.Submissions / whole), figures, job.State.IsEnd() ? "" : Quantity.Count(workers, "worker"), Work(share.Work));
        })];
    }

    // One that tries several devices names them all.
    private static string[] Names(Worker worker) => worker.Device.Split(',');

    private static string[] Work(DeviceWork? work)
    {
        if (work is null)
            return [];
        DeviceFallbacks left = work.Fallbacks;
        long files = left.DoctypeFiles + left.OtherEncodingFiles + left.LongFiles;
        long buffers = left.OutOfMemory + left.Failures;
        List<string> fallbacks = [];
        if (files > 0)
            fallbacks.Add(Quantity.Count(files, "file"));
        if (buffers > 0)
            fallbacks.Add(Quantity.Count(buffers, "buffer"));
        return
        [
            $"kernels {Quantity.Duration(work.KernelTime.ToTimeSpan())}",
            $"copies {Quantity.Duration(work.CopyTime.ToTimeSpan())}",
            fallbacks.Count == 0 ? "nothing left to the processor" : $"{string.Join(" and ", fallbacks)} left to the processor",
        ];
    }

    /// <summary>From the job's start to its end, or to when it was read.</summary>
    public static TimeSpan Elapsed(Job job) => job.StartedAt is { } started
        ? Later((job.EndedAt ?? job.ReadAt).ToDateTimeOffset() - started.ToDateTimeOffset())
        : TimeSpan.Zero;

    // The clocks of ledger and gateway may differ.
    private static TimeSpan Later(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;

    private static string Outlook(Job job) => job.State switch
    {
        JobState.Queued => "queued",
        JobState.Running when job.CancelRequested => "cancelling",
        JobState.Running => job.Progress.Remaining is { } left ? $"ETA {Quantity.Clock(left.ToTimeSpan())}" : "",
        JobState.Publishing => "writing",
        _ => "",
    };

    private static string Failed(long batches) => batches == 0 ? "" : $", {Quantity.Count(batches)} failed {(batches == 1 ? "batch" : "batches")}";

    private static string Rate(bool isKnown, double perSecond) => isKnown ? Quantity.Rate((long)Math.Round(perSecond), s_second) : "-";

    private static string ByteRate(bool isKnown, double perSecond) => isKnown ? Quantity.ByteRate((long)Math.Round(perSecond), s_second) : "-";
}
