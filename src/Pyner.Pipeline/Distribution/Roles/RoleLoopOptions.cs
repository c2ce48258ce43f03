namespace Pyner.Pipeline.Distribution.Roles;

/// <summary>How a process looks for jobs that need it.</summary>
public sealed record RoleLoopOptions
{
    /// <summary>The role that it takes.</summary>
    public required JobRole Role { get; init; }

    /// <summary>The process, for the status.</summary>
    public required string Owner { get; init; }

    /// <summary>How long a role stays with a process that says nothing.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often it looks into the ledger where no message wakes it.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Jobs at a time.</summary>
    public int MaxJobs { get; init; } = 4;

    /// <summary>The longest wait until a job whose work failed unexpectedly is taken up again.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(1);
}
