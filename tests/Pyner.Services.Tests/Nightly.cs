using Xunit;

namespace Pyner.Services.Tests;

/// <summary>How often a failure is made to happen: once, and ten times over with PYNER_NIGHTLY=1.</summary>
public static class Nightly
{
    /// <summary>How often.</summary>
    public static int Times { get; } = Environment.GetEnvironmentVariable("PYNER_NIGHTLY") == "1" ? 10 : 1;

    /// <summary>1, 2 and so on to <see cref="Times"/>: a run of a test for each.</summary>
    public static TheoryData<int> Rounds => [.. Enumerable.Range(1, Times)];
}
