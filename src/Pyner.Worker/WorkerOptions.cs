using System.ComponentModel.DataAnnotations;

namespace Pyner.Worker;

/// <summary>A worker's options: environment variables <c>Worker__Name</c>, or <c>Worker:Name</c> in any other configuration.</summary>
internal sealed class WorkerOptions
{
    public const string Section = "Worker";

    /// <summary><c>cpu</c>, <c>auto</c>, or a device's name; a number alone is short for an NVIDIA GPU's.</summary>
    [RegularExpression("((cuda|opencl|cpu-accelerator):)?[0-9]{1,3}|auto|cpu", ErrorMessage = "must be cpu, auto, or one device: 0 or cuda:0, opencl:0.")]
    public string Device { get; set; } = "cpu";

    /// <summary>Percent of a device's memory that may be taken.</summary>
    [Range(1, 80, ErrorMessage = "must be 1 to 80 percent.")]
    public int DeviceMemory { get; set; } = 80;

    /// <summary>Batches parsed at a time.</summary>
    [Range(1, 1_024, ErrorMessage = "must be 1 to 1024 batches.")]
    public int Concurrency { get; set; } = 1;

    /// <summary>Batches on the way to the worker, those that it parses among them; null for one more than it parses.</summary>
    [Range(1, 4_096, ErrorMessage = "must be 1 to 4096 batches.")]
    public int? Prefetch { get; set; }

    /// <summary>Folder with the batches of tar.gz sources, which scanner and workers see under the same path. Required.</summary>
    [Required(ErrorMessage = "name the folder with the batches of tar.gz sources; it is the scanner's, under the same path, such as /data/spool.")]
    [RegularExpression("/.*|[A-Za-z]:.*", ErrorMessage = "must be a full path, such as /data/spool.")]
    public string? SpoolFolder { get; set; }

    /// <summary>How long a batch stays with a worker that says nothing.</summary>
    [Range(0.1, 86_400, ErrorMessage = "must be 0.1 to 86400 seconds.")]
    public double LeaseSeconds { get; set; } = 60;

    /// <summary>How often it says that it lives.</summary>
    [Range(0.1, 3_600, ErrorMessage = "must be 0.1 to 3600 seconds.")]
    public double HeartbeatSeconds { get; set; } = 5;

    /// <summary>How long a batch that no worker can read is tried again until it is given up.</summary>
    [Range(0, 86_400, ErrorMessage = "must be 0 to 86400 seconds.")]
    public double UnreadablePatienceSeconds { get; set; } = 120;

    public int EffectivePrefetch => Math.Max(Concurrency, Prefetch ?? Concurrency + 1);
}
