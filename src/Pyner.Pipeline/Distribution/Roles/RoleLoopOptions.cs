using System.Globalization;

namespace Pyner.Pipeline.Distribution.Roles;

/// <summary>How a process looks for jobs that need it.</summary>
public sealed record RoleLoopOptions
{
    /// <summary>The role that it takes.</summary>
    public required JobRole Role { get; init; }

    /// <summary>The process, unlike any other: who takes a role again loses the lease that it had before. <see cref="UniqueOwner"/> gives one.</summary>
    public required string Owner { get; init; }

    /// <summary>How long a role stays with a process that says nothing.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often it looks into the ledger where no message wakes it.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Jobs at a time.</summary>
    public int MaxJobs { get; init; } = 4;

    /// <summary>The longest wait until a job whose work failed unexpectedly is taken up again.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A name for this process, with its machine and number for whoever reads it. In containers those of two may be the same.</summary>
    /// <param name="role">What it does.</param>
    public static string UniqueOwner(JobRole role) => string.Create(
        CultureInfo.InvariantCulture,
        $"{role.ToString().ToLowerInvariant()} {Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7():N}");
}
