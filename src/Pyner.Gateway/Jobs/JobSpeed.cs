namespace Pyner.Gateway.Jobs;

/// <summary>How fast a job goes.</summary>
/// <param name="Whole">All devices together, or null while nothing tells.</param>
/// <param name="Devices">Each device by its name, as far as something tells.</param>
/// <param name="Remaining">Time left at that speed, or null while nothing tells.</param>
internal sealed record JobSpeed(Speed? Whole, IReadOnlyDictionary<string, Speed> Devices, TimeSpan? Remaining)
{
    /// <summary>Nothing is known.</summary>
    public static JobSpeed Unknown { get; } = new(null, new Dictionary<string, Speed>(), null);
}
