namespace Pyner.Cli.Jobs;

/// <summary>What is shown of a device.</summary>
/// <param name="Name">Its name, such as <c>cuda:0</c>.</param>
/// <param name="Fraction">Its share of the whole job, 0 to 1: those of all devices add up to the job's.</param>
/// <param name="Figures">Submissions, bytes and how fast, in words.</param>
/// <param name="Workers">How many workers it has, in words; empty for a job at its end.</param>
/// <param name="Work">What the device itself did, and left to the processor, in words; nothing for the processor.</param>
internal sealed record JobDevice(string Name, double Fraction, IReadOnlyList<string> Figures, string Workers, IReadOnlyList<string> Work)
{
    /// <summary>All that is said of it, the most important first.</summary>
    public IReadOnlyList<string> Words => [.. Figures, .. Workers.Length > 0 ? [Workers] : Array.Empty<string>(), .. Work];
}
