namespace Pyner.Verification.Counting;

/// <summary>A submission of which the samples or the experiments are still to come, so that its joins are open.</summary>
internal sealed class OpenSubmission
{
    /// <summary>Its counted experiments, or null before its experiment file.</summary>
    public Dictionary<(string Sample, string Strategy), long>? Pointers { get; set; }

    /// <summary>Its counted samples, or null before its sample file.</summary>
    public Dictionary<string, string>? Organisms { get; set; }

    /// <summary>Joins experiments to samples.</summary>
    /// <returns>The pairs of organism and strategy, and the number of experiments that point to none of the samples.</returns>
    public (Dictionary<(string Organism, string Strategy), long> Pairs, long Unresolved) Join()
    {
        var pairs = new Dictionary<(string, string), long>();
        long unresolved = 0;
        foreach (((string sample, string strategy), long count) in Pointers ?? [])
        {
            if (Organisms?.TryGetValue(sample, out string? organism) == true)
                pairs[(organism, strategy)] = pairs.GetValueOrDefault((organism, strategy)) + count;
            else
                unresolved += count;
        }
        return (pairs, unresolved);
    }
}
