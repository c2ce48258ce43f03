namespace Pyner.Pipeline;

/// <summary>The parts of a source that a job may be asked to read.</summary>
internal static class Stages
{
    /// <summary>How many submissions to read.</summary>
    /// <param name="stage">1, 2 or 3; null for none.</param>
    /// <param name="limit">What was asked for; stands before the stage's figure.</param>
    /// <returns>Null for all.</returns>
    public static long? Limit(int? stage, long? limit) => limit ?? stage switch
    {
        1 => 1_000,
        2 => 50_000,
        3 => 500_000,
        _ => null,
    };
}
