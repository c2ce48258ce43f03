using System.ComponentModel.DataAnnotations;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Roles;
using Pyner.Pipeline.Distribution.Scanning;

namespace Pyner.Scanner;

/// <summary>The scanner's options: environment variables <c>Scanner__Name</c>, or <c>Scanner:Name</c> in any other configuration.</summary>
internal sealed class ScannerOptions
{
    public const string Section = "Scanner";

    /// <summary>Folder for the batches of tar.gz sources, which scanner and workers see under the same path. Required.</summary>
    [Required(ErrorMessage = "name the folder for the batches of tar.gz sources; workers must see it under the same path, such as /data/spool.")]
    [RegularExpression("/.*|[A-Za-z]:.*", ErrorMessage = "must be a full path, such as /data/spool.")]
    public string? SpoolFolder { get; set; }

    /// <summary>Most bytes that a job has in the spool.</summary>
    [Range(1, long.MaxValue, ErrorMessage = "must be 1 or more bytes.")]
    public long MaxSpoolBytes { get; set; } = 4L << 30;

    /// <summary>Most batches of a job that wait for a worker, or are with one.</summary>
    [Range(1, 1_000_000, ErrorMessage = "must be 1 to 1000000 batches.")]
    public int MaxUnparsedBatches { get; set; } = 256;

    /// <summary>Most submissions of a job in batches that no checkpoint has.</summary>
    [Range(1, long.MaxValue, ErrorMessage = "must be 1 or more submissions.")]
    public long MaxUnmergedSubmissions { get; set; } = 50_000;

    /// <summary>How long a batch waits for a worker until it is announced again.</summary>
    [Range(0.1, 86_400, ErrorMessage = "must be 0.1 to 86400 seconds.")]
    public double OverdueSeconds { get; set; } = 60;

    /// <summary>How long a job stays with a scanner that says nothing.</summary>
    [Range(0.1, 86_400, ErrorMessage = "must be 0.1 to 86400 seconds.")]
    public double LeaseSeconds { get; set; } = 30;

    /// <summary>How often it looks for jobs where no message wakes it.</summary>
    [Range(0.01, 3_600, ErrorMessage = "must be 0.01 to 3600 seconds.")]
    public double PollSeconds { get; set; } = 2;

    /// <summary>Jobs at a time.</summary>
    [Range(1, 1_000, ErrorMessage = "must be 1 to 1000 jobs.")]
    public int MaxJobs { get; set; } = 4;

    public ScanOptions ToScanOptions() => new()
    {
        SpoolFolder = SpoolFolder!,
        MaxSpoolBytes = MaxSpoolBytes,
        MaxUnparsedBatches = MaxUnparsedBatches,
        MaxUnmergedSubmissions = MaxUnmergedSubmissions,
        OverdueAge = TimeSpan.FromSeconds(OverdueSeconds),
    };

    public RoleLoopOptions ToLoopOptions() => new()
    {
        Role = JobRole.Scanner,
        Owner = RoleLoopOptions.UniqueOwner(JobRole.Scanner),
        LeaseDuration = TimeSpan.FromSeconds(LeaseSeconds),
        PollInterval = TimeSpan.FromSeconds(PollSeconds),
        MaxJobs = MaxJobs,
    };
}
